package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void everyFormOfAnAddressLeadsToTheSameRepository() {
        for (String address : List.of(
                "https://github.com/My-Org/My.Repo",
                "https://github.com/my-org/my.repo.git",
                "https://github.com/my-org/my.repo/",
                "https://github.com/my-org/my.repo.git/",
                "https://x-access-token:squeamish@github.com/my-org/my.repo",
                "https://github.com:443/my-org/my.repo",
                "https://GitHub.com/my-org/my.repo",
                "https://www.github.com/my-org/my.repo",
                "http://github.com/my-org/my.repo",
                "https://github.com//my-org/my.repo?tab=readme#top",
                "ssh://git@github.com/my-org/my.repo.git",
                "ssh://git@github.com:22/my-org/my.repo.git",
                "ssh://git@ssh.github.com:443/my-org/my.repo.git",
                "git://github.com/my-org/my.repo.git",
                "git@github.com:my-org/my.repo.git",
                "git@github.com:/my-org/my.repo",
                "github.com:my-org/my.repo")) {
            Destination destination = GitHub.destination(address);
            assertThat(destination.api()).as(address).isEqualTo(URI.create("https://api.github.com"));
            assertThat(destination.repository()).as(address).isEqualTo("my-org/my.repo");
            assertThat(destination.commitPage(GitHub.SHA))
                    .contains(URI.create("https://github.com/my-org/my.repo/commit/" + GitHub.SHA));
            assertThat(destination).as("equal addresses, equal values").isEqualTo(GitHub.destination(address));
        }
    }

    @Test
    void eachInstallationHasItsApi() {
        assertApi("https://octo.ghe.com/o/r", "https://api.octo.ghe.com", "https://octo.ghe.com/o/r/commit/");
        assertApi("https://api.octo.ghe.com/o/r", "https://api.octo.ghe.com", "https://octo.ghe.com/o/r/commit/");
        assertApi(
                "https://api.ghe.example.com/o/r",
                "https://api.ghe.example.com",
                "https://ghe.example.com/o/r/commit/");
        assertApi("git@octo.ghe.com:o/r.git", "https://api.octo.ghe.com", "https://octo.ghe.com/o/r/commit/");
        assertApi(
                "https://ghe.example.com/o/r", "https://ghe.example.com/api/v3", "https://ghe.example.com/o/r/commit/");
        assertApi(
                "https://ghe.example.com:8443/o/r",
                "https://ghe.example.com:8443/api/v3",
                "https://ghe.example.com:8443/o/r/commit/");
        assertApi(
                "ssh://git@ghe.example.com:2222/o/r", "https://ghe.example.com/api/v3", "https://ghe.example.com/o/r/");
        assertApi("http://127.0.0.1:8080/o/r", "http://127.0.0.1:8080/api/v3", "http://127.0.0.1:8080/o/r/commit/");
        assertApi("https://notghe.com/o/r", "https://notghe.com/api/v3", "https://notghe.com/o/r/commit/");
    }

    @Test
    void anAnnotationNamesAnotherApi() {
        Provider provider = GitHub.provider("https://github.com/o/r").toBuilder()
                .annotation(Provider.API_URL, "https://gateway.example.com/github/")
                .build();

        Destination destination = new GitHubPublisher().destination(provider);

        assertThat(destination.api()).isEqualTo(URI.create("https://gateway.example.com/github"));
        assertThat(destination.commitPage("abc")).contains(URI.create("https://github.com/o/r/commit/abc"));
    }

    @Test
    void anAnnotationThatIsNoApiRootIsRefusedWithoutShowingIt() {
        for (String root :
                List.of("squeamish", "ftp://squeamish", "https://u:squeamish@host", "https://h?squeamish", "")) {
            Provider provider = GitHub.provider("https://github.com/o/r").toBuilder()
                    .annotation(Provider.API_URL, root)
                    .build();
            assertThatThrownBy(() -> new GitHubPublisher().destination(provider))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("metadata.annotations[commitstatus.io/api-url]"))
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void whatIsNoRepositoryIsRefused() {
        for (String address : List.of(
                "",
                "x",
                "https://github.com",
                "https://github.com/o",
                "https://github.com/o/r/tree/main",
                "https://github.com/o/..",
                "https://github.com/./r",
                "https://github.com/o/%2e%2e",
                "ftp://github.com/o/r",
                "https://user:squeamish@github.com/o",
                "https://user:squeamish@[broken/o/r")) {
            assertThatThrownBy(() -> GitHub.destination(address))
                    .as(address)
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("spec.address"))
                    .hasMessageContaining("https://")
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void aProviderWithoutAddressIsRefused() {
        Provider provider = Provider.builder("flux-system/forge").type("github").build();

        assertThatThrownBy(() -> new GitHubPublisher().destination(provider))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void theLimitsAreGitHubs() {
        Destination hosted = GitHub.destination("https://github.com/o/r");
        Destination own = GitHub.destination("https://ghe.example.com/o/r");

        assertThat(hosted.limits().key()).isEqualTo(255);
        assertThat(hosted.limits().description()).isEqualTo(140);
        assertThat(hosted.limits().targetUrlRequired()).isFalse();
        assertThat(hosted.limits().sha256()).isFalse();
        assertThat(hosted.oneAtATimePerCommit()).isFalse();
        assertThat(hosted.rateLimits())
                .containsExactly(new RateLimit(80, Duration.ofMinutes(1)), new RateLimit(500, Duration.ofHours(1)));
        assertThat(GitHub.destination("https://octo.ghe.com/o/r").rateLimits()).isEqualTo(hosted.rateLimits());
        assertThat(own.rateLimits()).isEmpty();
    }

    @Test
    void contextsThatDifferInCaseAreOneRegister() {
        Destination destination = GitHub.destination("https://github.com/o/r");
        CommitStatus upper = CommitStatus.builder(GitHub.SHA, "Deploy/PROD", CommitState.SUCCESS)
                .build();

        assertThat(destination.vendorKey(upper)).isEqualTo("deploy/prod");
    }

    private static void assertApi(String address, String api, String page) {
        Destination destination = GitHub.destination(address);
        assertThat(destination.api()).as(address).isEqualTo(URI.create(api));
        assertThat(destination.repository()).as(address).isEqualTo("o/r");
        assertThat(destination.commitPage("abc").orElseThrow().toString()).startsWith(page);
    }
}
