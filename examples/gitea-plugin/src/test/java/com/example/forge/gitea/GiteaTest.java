package com.example.forge.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.forge.ShownStatus;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is Gitea's own, and the way of one event from YAML to the commit. */
class GiteaTest {
    private static final String COMMIT = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    @Test
    void anEventLandsOnTheCommit() throws Exception {
        try (StandInGitea gitea = StandInGitea.start();
                CommitStatusRouter router = CommitStatusRouter.builder(configuration(gitea))
                        .secrets(SecretResolver.token("flux-system/gitea-token", "a-token"))
                        .allowPlainHttp(true) // the stand-in has no certificate
                        .build()) {
            Event event = Event.builder("Kustomization", "flux-system/apps")
                    .revision("main@sha1:" + COMMIT)
                    .info("ReconciliationSucceeded", "Applied revision")
                    .build();

            router.route(event).await(Duration.ofSeconds(10));

            assertThat(gitea.statuses("my-org/my-repo", COMMIT))
                    .singleElement()
                    .extracting(ShownStatus::state, ShownStatus::description)
                    .containsExactly("success", "Applied revision");
        }
    }

    @Test
    void aUserWhoMayNotPushIsToldSo() throws Exception {
        try (StandInGitea gitea = StandInGitea.start()) {
            assertThat(check(gitea, "read-only/my-repo").rejection()).contains(Rejection.FORBIDDEN);
            assertThat(check(gitea, "my-org/my-repo").verdict()).isEqualTo(CheckResult.Verdict.UNCERTAIN);
        }
    }

    private static CheckResult check(StandInGitea gitea, String repository) throws Exception {
        Provider provider = Provider.builder("flux-system/forge")
                .type("gitea")
                .address(gitea.url() + "/" + repository)
                .build();
        Destination destination = new GiteaPublisher().destination(provider);
        Secret secret = Secret.of(NamespacedName.parse("flux-system/gitea-token"), Map.of("token", "a-token"));
        try (PublisherSession session =
                destination.open(PublisherContexts.open(provider, secret, destination, Clock.systemUTC()))) {
            return session.check();
        }
    }

    @Test
    void aCommitThatIsPushedLaterGetsItsStatus() throws Exception {
        try (StandInGitea gitea = StandInGitea.start();
                CommitStatusRouter router = CommitStatusRouter.builder(configuration(gitea))
                        .secrets(SecretResolver.token("flux-system/gitea-token", "a-token"))
                        .retryPolicy(RetryPolicy.defaults().backoff(Duration.ofMillis(5), Duration.ofMillis(20)))
                        .allowPlainHttp(true)
                        .build()) {
            // The first post is a 500, the question after it a 404: neither is the last word.
            gitea.appearAfter(COMMIT, 5);
            Receipt receipt = router.route(Event.builder("Kustomization", "flux-system/apps")
                    .revision("main@sha1:" + COMMIT)
                    .info("ReconciliationSucceeded", "Applied revision")
                    .build());

            assertThat(receipt.await(Duration.ofSeconds(10)).sent())
                    .singleElement()
                    .satisfies(it -> assertThat(it.outcome().kind()).isEqualTo(Outcome.Kind.DELIVERED));
        }
    }

    @Test
    void aRepositoryIsTheSameInEveryFormOfItsAddress() {
        for (String address : List.of(
                "https://git.example.com/My-Org/My-Repo.git",
                "https://user:password@git.example.com/my-org/my-repo/",
                "ssh://git@git.example.com:2222/my-org/my-repo.git",
                "git@git.example.com:my-org/my-repo.git")) {
            assertThat(destination(address)).isEqualTo(destination("https://git.example.com/my-org/my-repo"));
        }
    }

    @Test
    void giteaMayBeMountedBelowAPath() {
        Destination destination = destination("https://example.com:8443/git/tea/my-org/my-repo");

        assertThat(destination.api()).isEqualTo(URI.create("https://example.com:8443/git/tea/api/v1"));
        assertThat(destination.repository()).isEqualTo("my-org/my-repo");
        assertThat(destination.commitPage(COMMIT))
                .contains(URI.create("https://example.com:8443/git/tea/my-org/my-repo/commit/" + COMMIT));
    }

    @Test
    void contextsThatGiteaTrimsAlikeAreOneRegister() {
        Destination destination = destination("https://git.example.com/my-org/my-repo");

        assertThat(destination.vendorKey(CommitStatus.success(COMMIT, " deploy\u00a0", "")))
                .isEqualTo("deploy");
        assertThat(destination.limits().sha256()).isTrue();
    }

    private static Destination destination(String address) {
        return new GiteaPublisher()
                .destination(Provider.builder("flux-system/forge")
                        .type("gitea")
                        .address(address)
                        .build());
    }

    private static Configuration configuration(StandInGitea gitea) {
        return Configuration.parse("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata:
                  name: gitea
                  namespace: flux-system
                spec:
                  type: gitea
                  address: %s/my-org/my-repo
                  secretRef:
                    name: gitea-token
                ---
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Alert
                metadata:
                  name: gitea
                  namespace: flux-system
                spec:
                  providerRef:
                    name: gitea
                  eventSources:
                    - kind: Kustomization
                      name: '*'
                """.formatted(gitea.url()));
    }
}
