package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token near its end, which GitLab tells when it is asked. */
class TokenEndTest {
    private static final NamespacedName SECRET = NamespacedName.parse("flux-system/token");
    private static final Logger LOG = Logger.getLogger("io.commitstatus.internal.http.ExpiryWatches");

    private final ManualClock clock = GitLab.clock();
    private final StandInGitLab gitlab = StandInGitLab.start(clock);
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
    private int commits;

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(handler);
        gitlab.close();
    }

    @Test
    void itsDayIsWarnedOfOnceADayAndAskedForOnceADay() throws Exception {
        gitlab.ends(GitLab.TOKEN, LocalDate.parse("2026-02-10"));
        try (CommitStatusRouter router = router()) {
            send(router, "p0");
            assertThat(questions()).isZero();

            clock.advance(Duration.ofHours(1));
            for (String provider : List.of("p0", "p1", "p2", "p0")) {
                send(router, provider);
            }
            assertThat(questions()).isEqualTo(1);
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("secret=flux-system/token", "ends=2026-02-10", "replace it")
                    .doesNotContain(GitLab.TOKEN);

            clock.advance(Duration.ofDays(1));
            send(router, "p1");
            send(router, "p2");
            assertThat(questions()).isEqualTo(2);
            assertThat(warnings).hasSize(2);
        }
    }

    @Test
    void noAnswerHarmsNoStatus() throws Exception {
        try (CommitStatusRouter router = router()) {
            send(router, "p0");
            for (Fault fault : List.of(Fault.reset(), Fault.garbage(200), Fault.answer(401, "{}"), Fault.empty(500))) {
                clock.advance(Duration.ofDays(1));
                gitlab.forge().nextFor(it -> it.path().endsWith("/self"), fault);
                send(router, "p0");
            }
            // One a day; the JDK's client asks again by itself where a connection is reset.
            assertThat(questions()).isBetween(4L, 5L);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void oneWithTimeLeftIsNotSpokenOf() throws Exception {
        gitlab.ends(GitLab.TOKEN, LocalDate.parse("2026-03-10"));
        try (CommitStatusRouter router = router()) {
            send(router, "p0");
            clock.advance(Duration.ofHours(1));
            send(router, "p0");
        }
        assertThat(questions()).isEqualTo(1);
        assertThat(warnings).isEmpty();
    }

    private long questions() {
        return gitlab.forge().requests().stream()
                .map(ForgeRequest::path)
                .filter(it -> it.endsWith("/personal_access_tokens/self"))
                .count();
    }

    private void send(CommitStatusRouter router, String provider) throws Exception {
        CommitStatus status = CommitStatus.builder(String.format("%040x", ++commits), "deploy", CommitState.SUCCESS)
                .build();
        assertThat(router.submit("flux-system/" + provider, status)
                        .await(Duration.ofSeconds(60))
                        .outcome())
                .hasValueSatisfying(it -> assertThat(it.kind()).isEqualTo(Outcome.Kind.DELIVERED));
    }

    private CommitStatusRouter router() {
        Configuration.Builder configuration = Configuration.builder();
        for (int i = 0; i < 3; i++) {
            configuration.put(Provider.builder("flux-system/p" + i)
                    .type("gitlab")
                    .address(gitlab.address("group/project" + i))
                    .secretRef(SECRET.name())
                    .build());
        }
        configuration.put(Secret.of(SECRET, Map.of("token", GitLab.TOKEN)));
        return CommitStatusRouter.builder(configuration.build())
                .allowPlainHttp(true)
                .clock(clock)
                .build();
    }
}
