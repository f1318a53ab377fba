package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Event;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.github.StandInGitHub;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every type at once, the stranger's plug-in among them: one YAML, one event, one status on each. */
class SixProvidersTest {
    private static final String COMMIT = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    @Test
    void oneEventLandsOnSixProviders() throws Exception {
        Map<String, StandIn> standIns = Map.of(
                "github", StandInGitHub.start(),
                "gitlab", StandInGitLab.start(),
                "bitbucket", StandInBitbucket.start(),
                "bitbucketserver", StandInBitbucketServer.start(),
                "azuredevops", StandInAzureDevOps.start());
        try (FakeForge gitea = FakeForge.start(request -> ForgeResponse.json(201, Map.of("id", 1)));
                CommitStatusRouter router = CommitStatusRouter.builder(configuration(standIns, gitea))
                        .secrets(name -> Optional.of(Secret.of(name, Map.of("token", "a-token"))))
                        .allowPlainHttp(true)
                        .build()) {
            Receipt receipt = router.route(Event.builder("Kustomization", "flux-system/flux-system")
                    .revision("main@sha1:" + COMMIT)
                    .error("BuildFailed", "kustomize build failed")
                    .build());
            receipt.await(Duration.ofSeconds(20));

            assertThat(receipt.sent())
                    .hasSize(6)
                    .allSatisfy(it -> assertThat(it.outcome()).isEqualTo(Outcome.of(Outcome.Kind.DELIVERED, "")));
            Map<String, String> states = new HashMap<>();
            for (Receipt.Sent entry : receipt.sent()) {
                DeliveryKey key = entry.key();
                StandIn standIn = standIns.get(key.type());
                if (standIn != null) {
                    ShownStatus shown =
                            standIn.shown(key.repository(), COMMIT, key.key()).orElseThrow();
                    assertThat(shown.description()).isEqualTo("kustomize build failed");
                    states.put(key.type(), shown.state());
                }
            }
            assertThat(states)
                    .containsEntry("github", "failure")
                    .containsEntry("gitlab", "failed")
                    .containsEntry("bitbucket", "FAILED")
                    .containsEntry("bitbucketserver", "FAILED")
                    .containsEntry("azuredevops", "failed");
            ForgeRequest toGitea = gitea.requests().get(0);
            assertThat(toGitea.path()).endsWith("/repos/my-org/my-repo/statuses/" + COMMIT);
            assertThat(toGitea.body()).contains("\"failure\"").contains("kustomize build failed");
        } finally {
            standIns.values().forEach(StandIn::close);
        }
    }

    private static Configuration configuration(Map<String, StandIn> standIns, FakeForge gitea) {
        Configuration six = Configuration.load(Path.of("src/test/resources/six-providers.yaml"));
        Configuration.Builder pointed = six.toBuilder();
        for (Provider provider : six.providers()) {
            StandIn standIn = standIns.get(provider.type());
            URI api = standIn == null ? URI.create(gitea.url() + "/api/v1") : standIn.apiUrl();
            pointed.put(provider.toBuilder()
                    .annotation(Provider.API_URL, api.toString())
                    .build());
        }
        return pointed.build();
    }
}
