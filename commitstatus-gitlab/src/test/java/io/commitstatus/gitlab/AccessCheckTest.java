package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessCheckTest {
    private static final String OAUTH = "0123456789abcdef".repeat(4);

    private final StandInGitLab gitlab = StandInGitLab.start();

    @AfterEach
    void stop() {
        gitlab.close();
    }

    @Test
    void theScopeApiAndTheRoleDeveloperAreEnough() throws Exception {
        gitlab.role(GitLab.TOKEN, 30);
        gitlab.ends(GitLab.TOKEN, LocalDate.parse("2026-12-01"));

        CheckResult result = check(GitLab.TOKEN);
        assertThat(words(result)).isEqualTo("ALLOWED: the role Developer");
        assertThat(result.expires()).contains(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void aTokenWithoutTheScopeApiIsRefused() {
        gitlab.readOnly(GitLab.TOKEN);

        expect("REFUSED FORBIDDEN: …the token lacks the scope api (it has [read_api])…", GitLab.TOKEN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            20 | REFUSED FORBIDDEN: …the role Reporter in my-group/sub/my.project…
            0  | REFUSED FORBIDDEN: …not a member…
            """)
    void whoMayNotWriteIsRefused(int role, String result) {
        gitlab.role(GitLab.TOKEN, role);

        expect(result, GitLab.TOKEN);
    }

    @Test
    void anAdministratorNeedsNoRole() {
        gitlab.role(GitLab.TOKEN, 0);
        Fault root = Fault.answer(ForgeResponse.json(200, Map.of("username", "root", "is_admin", true)));
        gitlab.forge().nextFor(it -> it.path().endsWith("/user"), root);

        expect("ALLOWED: …", GitLab.TOKEN);
    }

    @Test
    void anOAuthTokensRoleStandsWithTheProject() {
        expect("ALLOWED: the role Maintainer", OAUTH);

        // It may have a better one through a group that was invited, of which the project says nothing.
        gitlab.role(OAUTH, 20);
        expect("UNCERTAIN: …", OAUTH);
    }

    private void expect(String result, String token) {
        Cell.expect(result, () -> words(check(token)));
    }

    private static String words(CheckResult result) {
        return result.verdict() + result.rejection().map(it -> " " + it).orElse("") + ": " + result.reason();
    }

    private CheckResult check(String token) throws Exception {
        try (PublisherSession session =
                GitLab.open(GitLab.provider(gitlab.address("my-group/sub/my.project")), token, GitLab.clock())) {
            return session.check();
        }
    }
}
