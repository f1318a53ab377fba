package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void everyFormOfAnAddressLeadsToTheSameRepository() {
        for (String address : List.of(
                "https://dev.azure.com/org/proj/_git/repo",
                "https://dev.azure.com/Org/Proj/_git/Repo",
                "https://dev.azure.com/org/proj/_git/repo/",
                "https://org@dev.azure.com/org/proj/_git/repo",
                "https://org:squeamish@dev.azure.com/org/proj/_git/repo",
                "https://dev.azure.com/org/proj/_git/_full/repo",
                "https://dev.azure.com/org/proj/_git/_optimized/repo",
                "https://dev.azure.com/org/proj/_git/repo?version=GBmain",
                "https://org.visualstudio.com/proj/_git/repo",
                "https://org.visualstudio.com/DefaultCollection/proj/_git/repo",
                "https://org.visualstudio.com/defaultcollection/proj/_git/_full/repo",
                "git@ssh.dev.azure.com:v3/org/proj/repo",
                "ssh://git@ssh.dev.azure.com:22/v3/org/proj/repo",
                "org@vs-ssh.visualstudio.com:v3/org/proj/repo",
                "ssh://org@vs-ssh.visualstudio.com:22/v3/org/proj/repo")) {
            Destination destination = AzureDevOps.destination(address);
            assertThat(destination.api()).as(address).isEqualTo(URI.create("https://dev.azure.com/org"));
            assertThat(destination.repository()).as(address).isEqualTo("proj/repo");
        }
    }

    @Test
    void aRepositoryThatNamesNoProjectIsInTheOneOfItsName() {
        for (String address : List.of(
                "https://dev.azure.com/org/_git/repo",
                "https://org.visualstudio.com/_git/repo",
                "https://org.visualstudio.com/DefaultCollection/_git/repo")) {
            Destination destination = AzureDevOps.destination(address);
            assertThat(destination.api()).as(address).isEqualTo(URI.create("https://dev.azure.com/org"));
            assertThat(destination.repository()).as(address).isEqualTo("repo/repo");
        }
    }

    @Test
    void aServersAddressTellsCollectionAndProject() {
        assertServer(
                "https://tfs.example.com/tfs/Coll/Proj/_git/Repo", "https://tfs.example.com/tfs/Coll", "proj/repo");
        assertServer(
                "https://tfs.example.com:8443/tfs/Coll/_git/Repo",
                "https://tfs.example.com:8443/tfs/Coll",
                "repo/repo");
        assertServer(
                "http://tfs.example.com:8080/TFS/Coll/_git/Repo", "http://tfs.example.com:8080/TFS/Coll", "repo/repo");
        assertServer("https://devops.example.com/Coll/Proj/_git/Repo", "https://devops.example.com/Coll", "proj/repo");
        assertServer(
                "https://devops.example.com/web/Coll/Proj/_git/Repo",
                "https://devops.example.com/web/Coll",
                "proj/repo");
        assertServer("ssh://devops.example.com:22/Coll/Proj/_git/Repo", "https://devops.example.com/Coll", "proj/repo");
        assertServer(
                "https://notvisualstudio.com/Coll/Proj/_git/Repo", "https://notvisualstudio.com/Coll", "proj/repo");
    }

    @Test
    void anAddressThatLeavesTheCollectionOpenAsksForTheAnnotation() {
        for (String address : List.of(
                "https://devops.example.com/Coll/_git/Repo",
                "https://devops.example.com/_git/Repo",
                "https://devops.example.com/tfs/_git/Repo")) {
            assertThatThrownBy(() -> AzureDevOps.destination(address))
                    .as(address)
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("spec.address"))
                    .hasMessageContaining("commitstatus.io/api-url")
                    .hasMessageContaining("https://devops.example.com/");
        }
    }

    @Test
    void withTheCollectionNamedWhatFollowsItIsTheProject() {
        String host = "https://devops.example.com";
        assertNamed(host + "/Coll/_git/Repo", host + "/Coll", "repo/repo");
        assertNamed(host + "/coll/Proj/_git/Repo", host + "/Coll/", "proj/repo");
        assertNamed(host + "/tfs/A/_git/Repo", host + "/tfs", "a/repo");
        assertNamed(host + "/web/Coll/_git/Repo", host + "/web/Coll", "repo/repo");
        assertNamed(host + "/Coll/Coll/_git/Repo", host + "/Coll", "coll/repo");
        assertNamed(host + "/Proj/_git/Repo", "https://gateway.example.com/azure", "proj/repo");
        assertNamed(host + "/tfs/Coll/Proj/_git/Repo", "https://gateway.example.com", "proj/repo");
        assertNamed(host + "/My%20Coll/_git/Repo", host + "/My%20Coll", "repo/repo");
        assertNamed("https://dev.azure.com/org/proj/_git/repo", "https://gateway.example.com/x", "proj/repo");
        assertNamed("git@ssh.dev.azure.com:v3/org/proj/repo", "https://gateway.example.com/x", "proj/repo");
    }

    @Test
    void anAddressOutsideTheNamedCollectionIsRefused() {
        String api = "https://devops.example.com/web/Coll";
        for (String path : List.of("/web/Other/Proj/_git/Repo", "/web/Coll/a/b/_git/Repo", "/web/_git/Repo")) {
            Provider provider = AzureDevOps.annotated("https://devops.example.com" + path, Provider.API_URL, api);
            assertThatThrownBy(() -> new AzureDevOpsPublisher().destination(provider))
                    .as(path)
                    .isInstanceOf(InvalidFieldException.class)
                    .hasMessageContaining("is not within " + api);
        }
    }

    @Test
    void whatIsNoRepositoryIsRefused() {
        for (String address : List.of(
                "",
                "x",
                "https://dev.azure.com",
                "https://dev.azure.com/org",
                "https://dev.azure.com/org/proj/repo",
                "https://dev.azure.com/org/proj/_git",
                "https://dev.azure.com/_git/repo",
                "https://dev.azure.com/org/a/b/_git/repo",
                "https://dev.azure.com/org/proj/_git/repo/commit",
                "https://dev.azure.com/org/proj/_git/_full",
                "https://dev.azure.com/org/../_git/repo",
                "https://dev.azure.com/org/proj/_git/%2e%2e",
                "git@ssh.dev.azure.com:org/proj/repo",
                "git@ssh.dev.azure.com:v3/org/proj",
                "git@ssh.dev.azure.com:v3/org/../repo",
                "ftp://dev.azure.com/org/proj/_git/repo",
                "https://user:squeamish@dev.azure.com/org")) {
            assertThatThrownBy(() -> AzureDevOps.destination(address))
                    .as(address)
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("spec.address"))
                    .hasMessageContaining("https")
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void namesMayHaveSpacesAndPunctuation() {
        Destination destination =
                AzureDevOps.destination("https://dev.azure.com/org/My%20Proj%26Co/_git/Repo%2B1%20(new)");

        assertThat(destination.repository()).isEqualTo("my proj&co/repo+1 (new)");
        assertThat(destination.commitPage(AzureDevOps.SHA))
                .contains(URI.create("https://dev.azure.com/org/My%20Proj%26Co/_git/Repo%2B1%20%28new%29/commit/"
                        + AzureDevOps.SHA));
    }

    @Test
    void theLimitsAreOnTheSafeSide() {
        Destination destination = AzureDevOps.destination(AzureDevOps.ADDRESS);

        assertThat(destination.limits().key()).isEqualTo(255);
        assertThat(destination.limits().description()).isEqualTo(2000);
        assertThat(destination.limits().targetUrlRequired()).isFalse();
        assertThat(destination.limits().sha256()).isFalse();
        assertThat(destination.oneAtATimePerCommit()).isFalse();
        assertThat(destination.rateLimits()).isEmpty();
    }

    @Test
    void theGenreBelongsToTheRegister() {
        CommitStatus status = AzureDevOps.status();
        CommitStatus grouped = status.toBuilder().group("a/b").build();
        Destination destination = AzureDevOps.destination(AzureDevOps.ADDRESS);
        Destination other = new AzureDevOpsPublisher()
                .destination(AzureDevOps.annotated(AzureDevOps.ADDRESS, AzureDevOpsPublisher.GENRE, "deploy"));

        assertThat(destination.vendorKey(status)).isEqualTo("fluxcd/" + AzureDevOps.KEY);
        assertThat(destination.vendorKey(grouped)).isEqualTo("fluxcd:a%2Fb/" + AzureDevOps.KEY);
        assertThat(other.vendorKey(status)).isEqualTo("deploy/" + AzureDevOps.KEY);
        assertThat(destination.vendorKey(
                        status.toBuilder().group("a").key("b/c").build()))
                .isNotEqualTo(destination.vendorKey(
                        status.toBuilder().group("a/b").key("c").build()));
    }

    @Test
    void aVersionThatIsNoneIsRefused() {
        for (String version : List.of("latest", "7", "", "7.1&x=y")) {
            Provider provider = AzureDevOps.annotated(AzureDevOps.ADDRESS, AzureDevOpsPublisher.API_VERSION, version);
            assertThatThrownBy(() -> new AzureDevOpsPublisher().destination(provider))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("metadata.annotations[commitstatus.io/api-version]"))
                    .hasMessageContaining("7.1");
        }
    }

    private static void assertServer(String address, String api, String repository) {
        Destination destination = AzureDevOps.destination(address);
        assertThat(destination.api()).as(address).isEqualTo(URI.create(api));
        assertThat(destination.repository()).as(address).isEqualTo(repository);
    }

    private static void assertNamed(String address, String apiUrl, String repository) {
        Destination destination =
                new AzureDevOpsPublisher().destination(AzureDevOps.annotated(address, Provider.API_URL, apiUrl));
        assertThat(destination.api()).as(address).isEqualTo(URI.create(apiUrl.replaceAll("/$", "")));
        assertThat(destination.repository()).as(address).isEqualTo(repository);
    }
}
