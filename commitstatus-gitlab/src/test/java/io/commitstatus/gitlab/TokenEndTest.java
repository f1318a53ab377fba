package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.delivery.TokenEndRun;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A token near its end, which GitLab tells when it is asked. */
class TokenEndTest {
    private final ManualClock clock = GitLab.clock();
    private final StandInGitLab gitlab = StandInGitLab.start(clock);
    private final TokenEndRun run = new TokenEndRun("gitlab", gitlab::address, GitLab.TOKEN, clock);

    @AfterEach
    void stop() {
        run.close();
        gitlab.close();
    }

    @Test
    void itsDayIsWarnedOfOnceADayAndAskedForOnceADay() throws Exception {
        gitlab.ends(GitLab.TOKEN, LocalDate.parse("2026-02-10"));
        run.deliver("p0");
        assertThat(questions()).isZero();

        clock.advance(Duration.ofHours(1));
        run.deliver("p0", "p1", "p2", "p0");
        assertThat(questions()).isEqualTo(1);
        assertThat(run.warnings())
                .singleElement()
                .asString()
                .contains("secret=flux-system/token", "ends=2026-02-10", "replace it")
                .doesNotContain(GitLab.TOKEN);

        clock.advance(Duration.ofDays(1));
        run.deliver("p1", "p2");
        assertThat(questions()).isEqualTo(2);
        assertThat(run.warnings()).hasSize(2);
    }

    @Test
    void noAnswerHarmsNoStatus() throws Exception {
        run.deliver("p0");
        for (Fault fault : List.of(Fault.reset(), Fault.garbage(200), Fault.answer(401, "{}"), Fault.empty(500))) {
            clock.advance(Duration.ofDays(1));
            gitlab.forge().nextFor(it -> it.path().endsWith("/self"), fault);
            run.deliver("p0");
        }
        // One a day; the JDK's client asks again by itself where a connection is reset.
        assertThat(questions()).isBetween(4L, 5L);
        assertThat(run.warnings()).isEmpty();
    }

    @Test
    void oneWithTimeLeftIsNotSpokenOf() throws Exception {
        gitlab.ends(GitLab.TOKEN, LocalDate.parse("2026-03-10"));
        run.deliver("p0");
        clock.advance(Duration.ofHours(1));
        run.deliver("p0");
        assertThat(questions()).isEqualTo(1);
        assertThat(run.warnings()).isEmpty();
    }

    private long questions() {
        return gitlab.forge().requests().stream()
                .filter(it -> it.path().endsWith("/personal_access_tokens/self"))
                .count();
    }
}
