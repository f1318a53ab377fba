package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.delivery.TokenEndRun;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A personal access token near its end, which every answer of GitHub's tells. */
class TokenEndTest {

    @Test
    void itsDayIsWarnedOfOnceADayWithoutARequestMore() throws Exception {
        ManualClock clock = GitHub.clock();
        try (StandInGitHub github = StandInGitHub.start(clock);
                TokenEndRun run = new TokenEndRun("github", github::address, GitHub.TOKEN, clock)) {
            github.ends(GitHub.TOKEN, clock.instant().plus(Duration.ofDays(15)));
            run.deliver("p0", "p1");
            assertThat(run.warnings()).isEmpty();

            clock.advance(Duration.ofDays(1));
            run.deliver("p0", "p1", "p0");
            assertThat(run.warnings())
                    .singleElement()
                    .asString()
                    .contains("secret=flux-system/token", "ends=2026-02-15")
                    .doesNotContain(GitHub.TOKEN);
            assertThat(github.forge().requestCount()).isEqualTo(5);
        }
    }
}
