package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.github.StandInGitHub;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on every Git host at once, with the quick start's five Providers. */
class AllVendorsTest {
    private static final Path PROVIDERS = Given.QUICK_START.resolve("all-vendors.yaml");
    private static final String EVENT = Given.QUICK_START.resolve("event.json").toString();

    @TempDir
    Path directory;

    @Test
    void explainShowsTheRequestToEach() {
        Run run = Run.of("explain", "--config", PROVIDERS.toString(), "--event", EVENT, "--output", "json");

        assertThat(run.exitCode()).isZero();
        String commit = Given.COMMIT;
        assertThat(run.json())
                .extracting(it -> it.at("/request/url").textValue())
                .containsExactlyInAnyOrder(
                        "https://api.github.com/repos/my-org/my-repo/statuses/" + commit,
                        "https://gitlab.com/api/v4/projects/my-group%2Fmy-project/statuses/" + commit,
                        "https://api.bitbucket.org/2.0/repositories/my-workspace/my-repo/commit/" + commit
                                + "/statuses/build",
                        "https://bitbucket.example.com/rest/api/latest/projects/PROJ/repos/my-repo/commits/" + commit
                                + "/builds",
                        "https://dev.azure.com/my-org/my-project/_apis/git/repositories/my-repo/commits/" + commit
                                + "/statuses?api-version=5.0");
    }

    @Test
    void publishDeliversToEach() throws IOException {
        Map<String, StandIn> standIns = Map.of(
                "github", StandInGitHub.start(),
                "gitlab", StandInGitLab.start(),
                "bitbucket", StandInBitbucket.start(),
                "bitbucketserver", StandInBitbucketServer.start(),
                "azuredevops", StandInAzureDevOps.start());
        try {
            String yaml = Files.readString(PROVIDERS);
            for (Map.Entry<String, StandIn> it : standIns.entrySet()) {
                Given.file(directory, "secrets/flux-system/" + it.getKey() + "-token/token", "a-token");
                String provider = "kind: Provider\nmetadata:\n  name: " + it.getKey() + "\n";
                yaml = yaml.replace(
                        provider,
                        provider + "  annotations:\n    commitstatus.io/api-url: "
                                + it.getValue().apiUrl() + "\n");
            }
            String config = Given.file(directory, "config.yaml", yaml);
            String secrets = directory.resolve("secrets").toString();

            String[] arguments = {"publish", "--config", config, "--event", EVENT, "--secrets", secrets};
            Run run = Run.of(Stream.concat(Stream.of(arguments), Stream.of("--allow-plain-http", "--output", "json"))
                    .toArray(String[]::new));

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            assertThat(run.json())
                    .hasSize(5)
                    .allSatisfy(it -> assertThat(it.get("outcome").textValue()).isEqualTo("delivered"));
            standIns.values()
                    .forEach(it -> assertThat(it.forge().requestCount()).isEqualTo(1));
        } finally {
            standIns.values().forEach(StandIn::close);
        }
    }
}
