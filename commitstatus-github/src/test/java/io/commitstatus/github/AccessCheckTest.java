package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.ProviderAccess;
import io.commitstatus.ProviderAccess.Verdict;
import io.commitstatus.RouterBuilder;
import io.commitstatus.model.Rejection;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code check} finds out, from the router to GitHub and back. */
class AccessCheckTest {
    private static final Instant END = Instant.parse("2026-12-01T07:00:00Z");

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

        ProviderAccess access = check();

        assertThat(access.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(access.isGood()).isTrue();
        assertThat(access.expires()).contains(END);
        assertThat(access.repository()).contains("my-org/my.repo");
        assertThat(access.api()).contains(github.apiUrl());
        assertThat(access.quota().map(ProviderAccess.Quota::limit)).contains(5000L);
        assertThat(access.quota().map(ProviderAccess.Quota::remaining)).contains(4999L);
    }

    @Test
    void aClassicTokenWithoutTheScopeIsRefused() throws Exception {
        github.scopes(GitHub.TOKEN, "gist", "public_repo");

        refused("the token lacks the scope repo:status (it has [gist, public_repo])");
    }

    @Test
    void aFineGrainedTokenMayHaveThePermission() throws Exception {
        ProviderAccess access = check();

        assertThat(access.verdict()).isEqualTo(Verdict.UNCERTAIN);
        assertThat(access.isGood()).isTrue();
        assertThat(access.reason()).contains("Commit statuses: write");
        assertThat(access.expires()).isEmpty();
    }

    @Test
    void aFineGrainedTokenThatMayNotReadStatusesMayNotWriteThem() throws Exception {
        github.withoutStatuses(GitHub.TOKEN);

        refused("Commit statuses: write");
    }

    @Test
    void aUserWithoutWriteAccessIsRefused() throws Exception {
        github.forbid("my-org/my.repo");

        refused("may not push to my-org/my.repo");
    }

    @Test
    void anArchivedRepositoryTakesNothing() throws Exception {
        github.archive("my-org/my.repo");

        refused("archived");
    }

    @Test
    void aRevokedTokenAndAMissingRepositoryAreRefusedAsStatusesWouldBe() throws Exception {
        github.revoke(GitHub.TOKEN);
        assertThat(check().rejection()).contains(Rejection.CREDENTIALS);

        assertThat(check("another").rejection()).isEmpty();
        github.onlyRepositories("my-org/other");
        assertThat(check("another").rejection()).contains(Rejection.NOT_FOUND);
    }

    @Test
    void anEmptyRepositorySaysNothingOfTheToken() throws Exception {
        github.forge()
                .nextFor(
                        it -> it.path().endsWith("/status"),
                        Fault.answer(ForgeResponse.json(409, Map.of("message", "Git Repository is empty."))));

        assertThat(check().verdict()).isEqualTo(Verdict.UNCERTAIN);
    }

    @Test
    void aRenamedRepositoryIsFollowed() throws Exception {
        github.rename("my-org/my.repo", "my-org/new", 301);

        assertThat(check().verdict()).isEqualTo(Verdict.UNCERTAIN);
    }

    @Test
    void troubleIsNoRefusal() throws Exception {
        github.forge().next(Fault.answer(502, "<html>oops</html>"));

        ProviderAccess access = check();

        assertThat(access.verdict()).isEqualTo(Verdict.UNREACHABLE);
        assertThat(access.isGood()).isFalse();
        assertThat(access.reason()).startsWith("HTTP 502, but a page came in place of the API's answer");
    }

    @Test
    void aSecretWithoutATokenIsUnusable() throws Exception {
        try (CommitStatusRouter router = builder("token: " + GitHub.TOKEN)
                .secrets(name -> Optional.of(GitHub.secret(Map.of("user", "me"))))
                .build()) {
            ProviderAccess access = router.check().get(0);

            assertThat(access.verdict()).isEqualTo(Verdict.UNUSABLE);
            assertThat(access.reason()).contains("neither \"token\" nor \"password\"");
            assertThat(github.forge().requestCount()).isZero();
        }
    }

    @Test
    void suspendedProvidersAreCheckedToo() throws Exception {
        try (CommitStatusRouter router = router("token: " + GitHub.TOKEN, "  suspend: true\n")) {
            ProviderAccess access = router.check().get(0);

            assertThat(access.suspended()).isTrue();
            assertThat(access.verdict()).isEqualTo(Verdict.UNCERTAIN);
        }
    }

    @Test
    void anInterruptEndsACheck() {
        try (CommitStatusRouter router = router("token: " + GitHub.TOKEN)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(router::check).isInstanceOf(InterruptedException.class);
        }
    }

    private void refused(String why) throws Exception {
        ProviderAccess access = check();
        assertThat(access.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(access.rejection()).isEqualTo(Optional.of(Rejection.FORBIDDEN));
        assertThat(access.reason()).contains(why).doesNotContain(GitHub.TOKEN);
        assertThat(access.isGood()).isFalse();
    }

    private ProviderAccess check() throws InterruptedException {
        return check(GitHub.TOKEN);
    }

    private ProviderAccess check(String token) throws InterruptedException {
        try (CommitStatusRouter router = router("token: " + token)) {
            List<ProviderAccess> all = router.check();
            assertThat(all)
                    .singleElement()
                    .extracting(it -> it.provider().name())
                    .isEqualTo("github");
            return all.get(0);
        }
    }

    private CommitStatusRouter router(String secret, String... spec) {
        return builder(secret, spec).build();
    }

    private RouterBuilder builder(String secret, String... spec) {
        Configuration configuration =
                Configuration.parse("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata:
                  name: github
                  namespace: flux-system
                spec:
                  type: github
                  address: %s
                  secretRef:
                    name: token
                %s---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: token
                  namespace: flux-system
                stringData:
                  %s
                """.formatted(github.address("my-org/my.repo"), String.join("", spec), secret));
        return CommitStatusRouter.builder(configuration).allowPlainHttp(true);
    }
}
