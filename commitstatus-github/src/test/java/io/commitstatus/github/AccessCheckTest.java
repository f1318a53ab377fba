package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.ProviderAccess;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} finds out, from the router to GitHub and back. */
class AccessCheckTest {
    private static final String REPOSITORY = "my-org/my.repo";

    @AutoClose
    private final StandInGitHub github = StandInGitHub.start();

    @Test
    void aClassicTokenWithTheScopeIsAllowed() throws Exception {
        github.scopes(GitHub.TOKEN, "gist", "repo:status");
        github.ends(GitHub.TOKEN, Instant.parse("2026-12-01T07:00:00Z"));
        github.primaryLimit(5000, 403);

        ProviderAccess access = check("token", GitHub.TOKEN, false);

        expect("good ALLOWED until 2026-12-01T07:00:00Z: …", access);
        assertThat(access.repository()).contains(REPOSITORY);
        assertThat(access.api()).contains(github.apiUrl());
        assertThat(access.quota()).hasValueSatisfying(it -> {
            assertThat(it.limit()).isEqualTo(5000);
            assertThat(it.remaining()).isEqualTo(4999);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a fine-grained token     | good UNCERTAIN: …Commit statuses: write…
            a token without statuses | REFUSED FORBIDDEN: …Commit statuses: write…
            a token without a scope  | REFUSED FORBIDDEN: …the token lacks the scope repo:status (it has [gist, public_repo])…
            a revoked token          | REFUSED CREDENTIALS: …
            another revoked token    | good UNCERTAIN: …Commit statuses: write…
            a user who may not push  | REFUSED FORBIDDEN: …may not push to my-org/my.repo…
            a missing repository     | REFUSED NOT_FOUND: …
            an archived repository   | REFUSED FORBIDDEN: …archived…
            a renamed repository     | good UNCERTAIN: …
            an empty repository      | good UNCERTAIN: …
            a suspended Provider     | suspended good UNCERTAIN: …Commit statuses: write…
            a gateway's page         | UNREACHABLE: HTTP 502, but a page came in place of the API's answer…
            """)
    void whatGitHubSaysIsTheVerdict(String state, String verdict) throws Exception {
        switch (state) {
            case "a token without statuses" -> github.withoutStatuses(GitHub.TOKEN);
            case "a token without a scope" -> github.scopes(GitHub.TOKEN, "gist", "public_repo");
            case "a revoked token" -> github.revoke(GitHub.TOKEN);
            case "another revoked token" -> github.revoke("another");
            case "a user who may not push" -> github.forbid(REPOSITORY);
            case "a missing repository" -> github.onlyRepositories("my-org/other");
            case "an archived repository" -> github.archive(REPOSITORY);
            case "a renamed repository" -> github.rename(REPOSITORY, "my-org/new", 301);
            case "an empty repository" ->
                github.forge()
                        .nextFor(it -> it.path().endsWith("/status"), Fault.answer(409, "{\"message\":\"Empty.\"}"));
            case "a gateway's page" -> github.forge().next(Fault.answer(502, "<html>oops</html>"));
            default -> assertThat(state).isIn("a fine-grained token", "a suspended Provider");
        }

        expect(verdict, check("token", GitHub.TOKEN, state.equals("a suspended Provider")));
    }

    @Test
    void aSecretWithoutATokenIsUnusable() throws Exception {
        expect("UNUSABLE: …neither \"token\" nor \"password\"…", check("user", "me", false));
        assertThat(github.forge().requestCount()).isZero();
    }

    @Test
    void anInterruptEndsACheck() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> check("token", GitHub.TOKEN, false)).isInstanceOf(InterruptedException.class);
    }

    private static void expect(String expected, ProviderAccess access) {
        Cell.expect(
                expected,
                () -> (access.suspended() ? "suspended " : "") + (access.isGood() ? "good " : "") + access.verdict()
                        + access.rejection().map(it -> " " + it).orElse("")
                        + access.expires().map(it -> " until " + it).orElse("") + ": " + access.reason());
    }

    private ProviderAccess check(String key, String value, boolean suspended) throws InterruptedException {
        Configuration configuration = Configuration.builder()
                .put(GitHub.provider(github.address(REPOSITORY)).toBuilder()
                        .secretRef("token")
                        .suspended(suspended)
                        .build())
                .build();
        try (CommitStatusRouter router = CommitStatusRouter.builder(configuration)
                .secrets(name -> Optional.of(GitHub.secret(Map.of(key, value))))
                .allowPlainHttp(true)
                .build()) {
            List<ProviderAccess> all = router.check();
            assertThat(all).extracting(it -> it.provider().name()).containsExactly("forge");
            return all.get(0);
        }
    }
}
