package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.conformance.delivery.TokenEndRun;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitLab tells of a token when it is asked: its scope, its role, and its end. */
class AccessCheckTest {
    private static final String OAUTH = "0123456789abcdef".repeat(4);

    private final ManualClock clock = GitLab.clock();

    @AutoClose
    private final StandInGitLab gitlab = StandInGitLab.start(clock);

    @AutoClose
    private final TokenEndRun run = new TokenEndRun("gitlab", gitlab::address, GitLab.TOKEN, clock);

    @Test
    void theScopeApiAndTheRoleDeveloperAreEnough() throws Exception {
        gitlab.role(GitLab.TOKEN, 30);
        gitlab.ends(GitLab.TOKEN, LocalDate.parse("2026-12-01"));

        CheckResult result = check(GitLab.TOKEN);
        assertThat(words(result)).isEqualTo("ALLOWED: the role Developer");
        assertThat(result.expires()).contains(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a token that reads | REFUSED FORBIDDEN: …the token lacks the scope api (it has [read_api])…
            a reporter         | REFUSED FORBIDDEN: …the role Reporter in my-group/sub/my.project…
            nobody             | REFUSED FORBIDDEN: …not a member…
            an administrator   | ALLOWED: …
            """)
    void theScopeAndTheRoleDecide(String who, String result) {
        Fault root = Fault.answer(ForgeResponse.json(200, Map.of("username", "root", "is_admin", true)));
        switch (who) {
            case "a token that reads" -> gitlab.readOnly(GitLab.TOKEN);
            case "a reporter" -> gitlab.role(GitLab.TOKEN, 20);
            case "nobody" -> gitlab.role(GitLab.TOKEN, 0);
            default -> {
                gitlab.role(GitLab.TOKEN, 0);
                gitlab.forge().nextFor(it -> it.path().endsWith("/user"), root);
            }
        }
        expect(result, GitLab.TOKEN);
    }

    @Test
    void anOAuthTokensRoleStandsWithTheProject() {
        expect("ALLOWED: the role Maintainer", OAUTH);

        // It may have a better one through a group that was invited, of which the project says nothing.
        gitlab.role(OAUTH, 20);
        expect("UNCERTAIN: …", OAUTH);
    }

    @Test
    void theTokensDayIsWarnedOfOnceADayAndAskedForOnceADay() throws Exception {
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
    void noAnswerAboutTheTokenHarmsAStatus() throws Exception {
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
    void aTokenWithTimeLeftIsNotSpokenOf() throws Exception {
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

    private void expect(String result, String token) {
        Cell.expect(result, () -> words(check(token)));
    }

    private static String words(CheckResult result) {
        return result.verdict() + result.rejection().map(it -> " " + it).orElse("") + ": " + result.reason();
    }

    private CheckResult check(String token) throws Exception {
        try (PublisherSession session =
                GitLab.open(GitLab.provider(gitlab.address("my-group/sub/my.project")), token, clock)) {
            return session.check();
        }
    }
}
