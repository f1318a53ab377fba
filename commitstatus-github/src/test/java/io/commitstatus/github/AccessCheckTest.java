package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.ProviderAccess;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code check} finds out, from the router to GitHub and back. */
class AccessCheckTest {
    private static final String REPOSITORY = "my-org/my.repo";
    private static final Instant END = Instant.parse("2026-12-01T07:00:00Z");
    private static final String FINE_GRAINED = "good UNCERTAIN: …Commit statuses: write…";

    private final StandInGitHub github = StandInGitHub.start();

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void aClassicTokenWithTheScopeIsAllowed() throws Exception {
        github.scopes(GitHub.TOKEN, "gist", "repo:status");
        github.ends(GitHub.TOKEN, END);
        github.primaryLimit(5000, 403);

        ProviderAccess access = check("token", GitHub.TOKEN, false);

        expect("good ALLOWED: …", access);
        assertThat(access.expires()).contains(END);
        assertThat(access.repository()).contains(REPOSITORY);
        assertThat(access.api()).contains(github.apiUrl());
        assertThat(access.quota()).hasValueSatisfying(it -> {
            assertThat(it.limit()).isEqualTo(5000);
            assertThat(it.remaining()).isEqualTo(4999);
        });
    }

    @Test
    void aClassicTokenWithoutTheScopeIsRefused() throws Exception {
        github.scopes(GitHub.TOKEN, "gist", "public_repo");
        expect("REFUSED FORBIDDEN: …the token lacks the scope repo:status (it has [gist, public_repo])…");
    }

    @Test
    void aFineGrainedTokenMayHaveThePermission() throws Exception {
        ProviderAccess access = check("token", GitHub.TOKEN, false);

        expect(FINE_GRAINED, access);
        assertThat(access.expires()).isEmpty();
    }

    @Test
    void aFineGrainedTokenThatMayNotReadStatusesMayNotWriteThem() throws Exception {
        github.withoutStatuses(GitHub.TOKEN);
        expect("REFUSED FORBIDDEN: …Commit statuses: write…");
    }

    @Test
    void aUserWithoutWriteAccessIsRefused() throws Exception {
        github.forbid(REPOSITORY);
        expect("REFUSED FORBIDDEN: …may not push to my-org/my.repo…");
    }

    @Test
    void anArchivedRepositoryTakesNothing() throws Exception {
        github.archive(REPOSITORY);
        expect("REFUSED FORBIDDEN: …archived…");
    }

    @Test
    void aRevokedTokenAndAMissingRepositoryAreRefusedAsStatusesWouldBe() throws Exception {
        github.revoke(GitHub.TOKEN);
        expect("REFUSED CREDENTIALS: …");
        expect(FINE_GRAINED, check("token", "another", false));
        github.onlyRepositories("my-org/other");
        expect("REFUSED NOT_FOUND: …", check("token", "another", false));
    }

    @Test
    void anEmptyRepositorySaysNothingOfTheToken() throws Exception {
        Fault empty = Fault.answer(ForgeResponse.json(409, Map.of("message", "Git Repository is empty.")));
        github.forge().nextFor(it -> it.path().endsWith("/status"), empty);
        expect("good UNCERTAIN: …");
    }

    @Test
    void aRenamedRepositoryIsFollowed() throws Exception {
        github.rename(REPOSITORY, "my-org/new", 301);
        expect("good UNCERTAIN: …");
    }

    @Test
    void troubleIsNoRefusal() throws Exception {
        github.forge().next(Fault.answer(502, "<html>oops</html>"));
        expect("UNREACHABLE: HTTP 502, but a page came in place of the API's answer…");
    }

    @Test
    void aSecretWithoutATokenIsUnusable() throws Exception {
        expect("UNUSABLE: …neither \"token\" nor \"password\"…", check("user", "me", false));
        assertThat(github.forge().requestCount()).isZero();
    }

    @Test
    void suspendedProvidersAreCheckedToo() throws Exception {
        expect("suspended " + FINE_GRAINED, check("token", GitHub.TOKEN, true));
    }

    @Test
    void anInterruptEndsACheck() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> check("token", GitHub.TOKEN, false)).isInstanceOf(InterruptedException.class);
    }

    private void expect(String expected) throws InterruptedException {
        expect(expected, check("token", GitHub.TOKEN, false));
    }

    private static void expect(String expected, ProviderAccess access) {
        Cell.expect(
                expected,
                () -> (access.suspended() ? "suspended " : "") + (access.isGood() ? "good " : "") + access.verdict()
                        + access.rejection().map(it -> " " + it).orElse("") + ": " + access.reason());
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
            return router.check().get(0);
        }
    }
}
