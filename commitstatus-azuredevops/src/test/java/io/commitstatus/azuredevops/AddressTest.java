package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.StatusLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    /** To its API and its project and repository there; a repository that names no project is in the one of its name. */
    @ParameterizedTest(name = "<{0}>")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        https://dev.azure.com/org/proj/_git/repo                            | https://dev.azure.com/org proj/repo
        https://dev.azure.com/Org/Proj/_git/Repo                            | https://dev.azure.com/org proj/repo
        https://dev.azure.com/org/proj/_git/repo/                           | https://dev.azure.com/org proj/repo
        https://org@dev.azure.com/org/proj/_git/repo                        | https://dev.azure.com/org proj/repo
        https://org:squeamish@dev.azure.com/org/proj/_git/repo              | https://dev.azure.com/org proj/repo
        https://dev.azure.com/org/proj/_git/_full/repo                      | https://dev.azure.com/org proj/repo
        https://dev.azure.com/org/proj/_git/_optimized/repo                 | https://dev.azure.com/org proj/repo
        https://dev.azure.com/org/proj/_git/repo?version=GBmain             | https://dev.azure.com/org proj/repo
        https://org.visualstudio.com/proj/_git/repo                         | https://dev.azure.com/org proj/repo
        https://org.visualstudio.com/DefaultCollection/proj/_git/repo       | https://dev.azure.com/org proj/repo
        https://org.visualstudio.com/defaultcollection/proj/_git/_full/repo | https://dev.azure.com/org proj/repo
        git@ssh.dev.azure.com:v3/org/proj/repo                              | https://dev.azure.com/org proj/repo
        ssh://git@ssh.dev.azure.com:22/v3/org/proj/repo                     | https://dev.azure.com/org proj/repo
        org@vs-ssh.visualstudio.com:v3/org/proj/repo                        | https://dev.azure.com/org proj/repo
        ssh://org@vs-ssh.visualstudio.com:22/v3/org/proj/repo               | https://dev.azure.com/org proj/repo
        https://dev.azure.com/org/_git/repo                                 | https://dev.azure.com/org repo/repo
        https://org.visualstudio.com/_git/repo                              | https://dev.azure.com/org repo/repo
        https://org.visualstudio.com/DefaultCollection/_git/repo            | https://dev.azure.com/org repo/repo
        https://tfs.example.com/tfs/Coll/Proj/_git/Repo                     | https://tfs.example.com/tfs/Coll proj/repo
        https://tfs.example.com:8443/tfs/Coll/_git/Repo                     | https://tfs.example.com:8443/tfs/Coll repo/repo
        http://tfs.example.com:8080/TFS/Coll/_git/Repo                      | http://tfs.example.com:8080/TFS/Coll repo/repo
        https://devops.example.com/Coll/Proj/_git/Repo                      | https://devops.example.com/Coll proj/repo
        https://devops.example.com/web/Coll/Proj/_git/Repo                  | https://devops.example.com/web/Coll proj/repo
        ssh://devops.example.com:22/Coll/Proj/_git/Repo                     | https://devops.example.com/Coll proj/repo
        https://notvisualstudio.com/Coll/Proj/_git/Repo                     | https://notvisualstudio.com/Coll proj/repo
        https://devops.example.com/Coll/_git/Repo                           | spec.address: …the annotation commitstatus.io/api-url, as in https://devops.example.com/DefaultCollection
        https://devops.example.com/_git/Repo                                | spec.address: …the annotation commitstatus.io/api-url, as in https://devops.example.com/DefaultCollection
        https://devops.example.com/tfs/_git/Repo                            | spec.address: …the annotation commitstatus.io/api-url, as in https://devops.example.com/tfs/DefaultCollection
        §§                                                                  | spec.address: …https…
        x                                                                   | spec.address: …https…
        https://dev.azure.com                                               | spec.address: …https…
        https://dev.azure.com/org                                           | spec.address: …https…
        https://dev.azure.com/org/proj/repo                                 | spec.address: …https…
        https://dev.azure.com/org/proj/_git                                 | spec.address: …https…
        https://dev.azure.com/_git/repo                                     | spec.address: …https…
        https://dev.azure.com/org/a/b/_git/repo                             | spec.address: …https…
        https://dev.azure.com/org/proj/_git/repo/commit                     | spec.address: …https…
        https://dev.azure.com/org/proj/_git/_full                           | spec.address: …https…
        https://dev.azure.com/org/../_git/repo                              | spec.address: …https…
        https://dev.azure.com/org/proj/_git/%2e%2e                          | spec.address: …https…
        git@ssh.dev.azure.com:org/proj/repo                                 | spec.address: …https…
        git@ssh.dev.azure.com:v3/org/proj                                   | spec.address: …https…
        git@ssh.dev.azure.com:v3/org/../repo                                | spec.address: …https…
        ftp://dev.azure.com/org/proj/_git/repo                              | spec.address: …https…
        https://user:squeamish@dev.azure.com/org                            | spec.address: …https…
        """)
    void anAddressTellsOrganizationProjectAndRepository(String address, String leadsTo) {
        Cell.expect(leadsTo, () -> {
            Destination destination = AzureDevOps.destination(address);
            return destination.api() + " " + destination.repository();
        });
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(delimiter = '|', textBlock = """
        https://devops.example.com/Coll/_git/Repo          | https://devops.example.com/Coll       | repo/repo
        https://devops.example.com/coll/Proj/_git/Repo     | https://devops.example.com/Coll/      | proj/repo
        https://devops.example.com/tfs/A/_git/Repo         | https://devops.example.com/tfs        | a/repo
        https://devops.example.com/web/Coll/_git/Repo      | https://devops.example.com/web/Coll   | repo/repo
        https://devops.example.com/Coll/Coll/_git/Repo     | https://devops.example.com/Coll       | coll/repo
        https://devops.example.com/Proj/_git/Repo          | https://gateway.example.com/azure     | proj/repo
        https://devops.example.com/tfs/Coll/Proj/_git/Repo | https://gateway.example.com           | proj/repo
        https://devops.example.com/My%20Coll/_git/Repo     | https://devops.example.com/My%20Coll  | repo/repo
        https://dev.azure.com/org/proj/_git/repo           | https://gateway.example.com/x         | proj/repo
        git@ssh.dev.azure.com:v3/org/proj/repo             | https://gateway.example.com/x         | proj/repo
        https://devops.example.com/web/Other/P/_git/R      | https://devops.example.com/web/Coll   | spec.address: …is not within https://devops.example.com/web/Coll…
        https://devops.example.com/web/Coll/a/b/_git/R     | https://devops.example.com/web/Coll   | spec.address: …is not within https://devops.example.com/web/Coll…
        https://devops.example.com/web/_git/R              | https://devops.example.com/web/Coll   | spec.address: …is not within https://devops.example.com/web/Coll…
        """)
    void withTheCollectionNamedWhatFollowsItIsTheProject(String address, String apiUrl, String repository) {
        Cell.expect(repository, () -> {
            Destination destination = destination(address, Provider.API_URL, apiUrl);
            assertThat(destination.api()).hasToString(apiUrl.replaceAll("/$", ""));
            return destination.repository();
        });
    }

    @ParameterizedTest(name = "<{0}>")
    @CsvSource({"latest", "7", "''", "7.1&x=y"})
    void aVersionThatIsNoneIsRefused(String version) {
        Cell.expect(
                "metadata.annotations[commitstatus.io/api-version]: …7.1…",
                () -> destination(AzureDevOps.ADDRESS, AzureDevOpsPublisher.API_VERSION, version));
    }

    @Test
    void namesMayHaveSpacesAndPunctuation() {
        Cell.expect(
                "https://dev.azure.com/org my proj&co/repo+1 (new)"
                        + " https://dev.azure.com/org/My%20Proj%26Co/_git/Repo%2B1%20%28new%29/commit/abc",
                () -> AzureDevOps.destination("https://dev.azure.com/org/My%20Proj%26Co/_git/Repo%2B1%20(new)"));
    }

    @Test
    void theLimitsAreOnTheSafeSide() {
        Destination destination = AzureDevOps.destination(AzureDevOps.ADDRESS);

        assertThat(destination.limits())
                .usingRecursiveComparison()
                .isEqualTo(StatusLimits.builder().key(255).description(2000).build());
        assertThat(destination.oneAtATimePerCommit()).isFalse();
        assertThat(destination.rateLimits()).isEmpty();
    }

    /** No two of genre, group and key may be one. */
    @ParameterizedTest(name = "{0}, {1} and {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        fluxcd | none | deploy | fluxcd/deploy
        fluxcd | a/b  | deploy | fluxcd:a%2Fb/deploy
        deploy | none | deploy | deploy/deploy
        fluxcd | a    | b/c    | fluxcd:a/b/c
        fluxcd | a/b  | c      | fluxcd:a%2Fb/c
        """)
    void theGenreBelongsToTheRegister(String genre, String group, String key, String vendorKey) {
        CommitStatus.Builder status = AzureDevOps.status().toBuilder().key(key);
        assertThat(destination(AzureDevOps.ADDRESS, AzureDevOpsPublisher.GENRE, genre)
                        .vendorKey((group == null ? status : status.group(group)).build()))
                .isEqualTo(vendorKey);
    }

    private static Destination destination(String address, String annotation, String value) {
        return new AzureDevOpsPublisher().destination(AzureDevOps.annotated(address, annotation, value));
    }
}
