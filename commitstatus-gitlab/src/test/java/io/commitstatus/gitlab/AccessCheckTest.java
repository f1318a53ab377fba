package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.CheckResult.Verdict;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

        assertThat(result.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(result.reason()).isEqualTo("the role Developer");
        assertThat(result.expires()).contains(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void aTokenWithoutTheScopeApiIsRefused() throws Exception {
        gitlab.readOnly(GitLab.TOKEN);

        refused(GitLab.TOKEN, "the token lacks the scope api (it has [read_api])");
    }

    @Test
    void aReporterIsRefused() throws Exception {
        gitlab.role(GitLab.TOKEN, 20);

        refused(GitLab.TOKEN, "the role Reporter in my-group/sub/my.project");
    }

    @Test
    void whoIsNoMemberIsRefused() throws Exception {
        gitlab.role(GitLab.TOKEN, 0);

        refused(GitLab.TOKEN, "not a member");
    }

    @Test
    void anAdministratorNeedsNoRole() throws Exception {
        gitlab.role(GitLab.TOKEN, 0);
        gitlab.forge()
                .nextFor(
                        it -> it.path().endsWith("/user"),
                        Fault.answer(ForgeResponse.json(200, Map.of("username", "root", "is_admin", true))));

        assertThat(check(GitLab.TOKEN).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void anOAuthTokensRoleStandsWithTheProject() throws Exception {
        assertThat(check(OAUTH).reason()).isEqualTo("the role Maintainer");

        // It may have a better one through a group that was invited, of which the project says nothing.
        gitlab.role(OAUTH, 20);
        assertThat(check(OAUTH).verdict()).isEqualTo(Verdict.UNCERTAIN);
    }

    private void refused(String token, String why) throws Exception {
        CheckResult result = check(token);
        assertThat(result.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(result.rejection()).contains(Rejection.FORBIDDEN);
        assertThat(result.reason()).contains(why);
    }

    private CheckResult check(String token) throws Exception {
        Provider provider = GitLab.provider(gitlab.address("my-group/sub/my.project"));
        Destination destination = GitLab.destination(provider);
        try (PublisherSession session = destination.open(
                PublisherContexts.open(provider, GitLab.secret(Map.of("token", token)), destination, GitLab.clock()))) {
            return session.check();
        }
    }
}
