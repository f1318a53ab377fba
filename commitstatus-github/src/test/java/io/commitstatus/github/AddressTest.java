package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            https://github.com/My-Org/My.Repo                          | https://api.github.com              | my-org/my.repo | https://github.com
            https://github.com/my-org/my.repo.git                      | https://api.github.com              | my-org/my.repo | https://github.com
            https://github.com/my-org/my.repo/                         | https://api.github.com              | my-org/my.repo | https://github.com
            https://github.com/my-org/my.repo.git/                     | https://api.github.com              | my-org/my.repo | https://github.com
            https://x-access-token:squeamish@github.com/my-org/my.repo | https://api.github.com              | my-org/my.repo | https://github.com
            https://github.com:443/my-org/my.repo                      | https://api.github.com              | my-org/my.repo | https://github.com
            https://GitHub.com/my-org/my.repo                          | https://api.github.com              | my-org/my.repo | https://github.com
            https://www.github.com/my-org/my.repo                      | https://api.github.com              | my-org/my.repo | https://github.com
            http://github.com/my-org/my.repo                           | https://api.github.com              | my-org/my.repo | https://github.com
            https://github.com//my-org/my.repo?tab=readme#top          | https://api.github.com              | my-org/my.repo | https://github.com
            ssh://git@github.com/my-org/my.repo.git                    | https://api.github.com              | my-org/my.repo | https://github.com
            ssh://git@github.com:22/my-org/my.repo.git                 | https://api.github.com              | my-org/my.repo | https://github.com
            ssh://git@ssh.github.com:443/my-org/my.repo.git            | https://api.github.com              | my-org/my.repo | https://github.com
            git://github.com/my-org/my.repo.git                        | https://api.github.com              | my-org/my.repo | https://github.com
            git@github.com:my-org/my.repo.git                          | https://api.github.com              | my-org/my.repo | https://github.com
            git@github.com:/my-org/my.repo                             | https://api.github.com              | my-org/my.repo | https://github.com
            github.com:my-org/my.repo                                  | https://api.github.com              | my-org/my.repo | https://github.com
            https://octo.ghe.com/o/r                                   | https://api.octo.ghe.com            | o/r            | https://octo.ghe.com
            https://api.octo.ghe.com/o/r                               | https://api.octo.ghe.com            | o/r            | https://octo.ghe.com
            https://api.ghe.example.com/o/r                            | https://api.ghe.example.com         | o/r            | https://ghe.example.com
            git@octo.ghe.com:o/r.git                                   | https://api.octo.ghe.com            | o/r            | https://octo.ghe.com
            https://ghe.example.com/o/r                                | https://ghe.example.com/api/v3      | o/r            | https://ghe.example.com
            https://ghe.example.com:8443/o/r                           | https://ghe.example.com:8443/api/v3 | o/r            | https://ghe.example.com:8443
            ssh://git@ghe.example.com:2222/o/r                         | https://ghe.example.com/api/v3      | o/r            | https://ghe.example.com
            http://127.0.0.1:8080/o/r                                  | http://127.0.0.1:8080/api/v3        | o/r            | http://127.0.0.1:8080
            https://notghe.com/o/r                                     | https://notghe.com/api/v3           | o/r            | https://notghe.com
            """)
    void anAddressLeadsToARepositoryOfAnApi(String address, String api, String repository, String site) {
        Destination destination = GitHub.destination(address);

        assertThat(destination.api()).hasToString(api);
        assertThat(destination.repository()).isEqualTo(repository);
        assertThat(destination.commitPage("abc")).hasToString("Optional[" + site + "/" + repository + "/commit/abc]");
        assertThat(destination).isEqualTo(GitHub.destination(address));
    }

    @Test
    void destinationsOfARepositoryAreEqual() {
        assertThat(GitHub.destination("git@github.com:my-org/my.repo.git"))
                .isEqualTo(GitHub.destination("https://github.com/My-Org/My.Repo"));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
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
                "https://user:squeamish@[broken/o/r"
            })
    void whatIsNoRepositoryIsRefused(String address) {
        Cell.expect("spec.address: …https://…", () -> GitHub.destination(address));
    }

    @Test
    void aProviderWithoutAddressIsRefused() {
        Provider provider = Provider.builder("flux-system/forge").type("github").build();

        Cell.expect("spec.address: …missing…", () -> new GitHubPublisher().destination(provider));
    }

    @Test
    void anAnnotationNamesAnotherApi() {
        Destination destination = annotated("https://gateway.example.com/github/");

        assertThat(destination.api()).hasToString("https://gateway.example.com/github");
        assertThat(destination.commitPage("abc")).hasToString("Optional[https://github.com/o/r/commit/abc]");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"squeamish", "ftp://squeamish", "https://u:squeamish@host", "https://h?squeamish", ""})
    void anAnnotationThatIsNoApiRootIsRefusedWithoutShowingIt(String root) {
        Cell.expect("metadata.annotations[commitstatus.io/api-url]: …", () -> annotated(root));
    }

    @Test
    void theLimitsAreGitHubs() {
        Destination hosted = GitHub.destination("https://github.com/o/r");

        assertThat(hosted.limits().key()).isEqualTo(255);
        assertThat(hosted.limits().description()).isEqualTo(140);
        assertThat(hosted.limits().targetUrlRequired()).isFalse();
        assertThat(hosted.limits().sha256()).isFalse();
        assertThat(hosted.oneAtATimePerCommit()).isFalse();
        assertThat(hosted.rateLimits())
                .containsExactly(new RateLimit(80, Duration.ofMinutes(1)), new RateLimit(500, Duration.ofHours(1)));
        assertThat(GitHub.destination("https://octo.ghe.com/o/r").rateLimits()).isEqualTo(hosted.rateLimits());
        assertThat(GitHub.destination("https://ghe.example.com/o/r").rateLimits())
                .isEmpty();
    }

    @Test
    void contextsThatDifferInCaseAreOneRegister() {
        CommitStatus upper = CommitStatus.builder(GitHub.SHA, "Deploy/PROD", CommitState.SUCCESS)
                .build();

        assertThat(GitHub.destination("https://github.com/o/r").vendorKey(upper))
                .isEqualTo("deploy/prod");
    }

    private static Destination annotated(String root) {
        return new GitHubPublisher()
                .destination(GitHub.provider("https://github.com/o/r").toBuilder()
                        .annotation(Provider.API_URL, root)
                        .build());
    }
}
