package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A personal access token near its end, which every answer of GitHub's tells. */
class TokenEndTest {
    private static final Logger LOG = Logger.getLogger("io.commitstatus.internal.http.ExpiryWatches");

    private final ManualClock clock = GitHub.clock();
    private final StandInGitHub github = StandInGitHub.start(clock);
    private final List<String> warnings = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            synchronized (warnings) {
                warnings.add(logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @AfterEach
    void stop() {
        LOG.removeHandler(handler);
        github.close();
    }

    @Test
    void itsDayIsWarnedOfOnceADayWithoutARequestMore() throws Exception {
        LOG.addHandler(handler);
        Instant end = clock.instant().plus(Duration.ofDays(15));
        github.ends(GitHub.TOKEN, end);
        try (CommitStatusRouter router = router()) {
            send(router, 2);
            assertThat(warnings).isEmpty();

            clock.advance(Duration.ofDays(1));
            send(router, 3);
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains(
                            "secret=flux-system/token", "ends=" + end.toString().substring(0, 10))
                    .doesNotContain(GitHub.TOKEN);
        }
        assertThat(github.forge().requestCount()).isEqualTo(5);
    }

    private int commits;

    private void send(CommitStatusRouter router, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            CommitStatus status = CommitStatus.builder(String.format("%040x", ++commits), "deploy", CommitState.SUCCESS)
                    .build();
            assertThat(router.submit("flux-system/p" + i % 2, status)
                            .await(Duration.ofSeconds(60))
                            .outcome())
                    .isPresent();
        }
    }

    private CommitStatusRouter router() {
        Configuration.Builder configuration = Configuration.builder();
        for (int i = 0; i < 2; i++) {
            configuration.put(Provider.builder("flux-system/p" + i)
                    .type("github")
                    .address(github.address("org/repository" + i))
                    .secretRef("token")
                    .build());
        }
        configuration.put(Secret.of(NamespacedName.parse("flux-system/token"), Map.of("token", GitHub.TOKEN)));
        return CommitStatusRouter.builder(configuration.build())
                .allowPlainHttp(true)
                .clock(clock)
                .build();
    }
}
