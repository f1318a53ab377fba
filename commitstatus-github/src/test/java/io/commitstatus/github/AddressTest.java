package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.RateLimit;
import io.commitstatus.spi.StatusLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    /** To its API, the repository there, and the page of the commit {@code abc}. */
    @ParameterizedTest(name = "<{0}>")
    @CsvSource(delimiter = '|', textBlock = """
            https://github.com/My-Org/My.Repo                          | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://github.com/my-org/my.repo.git                      | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://github.com/my-org/my.repo/                         | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://github.com/my-org/my.repo.git/                     | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://x-access-token:squeamish@github.com/my-org/my.repo | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://github.com:443/my-org/my.repo                      | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://GitHub.com/my-org/my.repo                          | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://www.github.com/my-org/my.repo                      | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            http://github.com/my-org/my.repo                           | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://github.com//my-org/my.repo?tab=readme#top          | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            ssh://git@github.com/my-org/my.repo.git                    | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            ssh://git@github.com:22/my-org/my.repo.git                 | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            ssh://git@ssh.github.com:443/my-org/my.repo.git            | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            git://github.com/my-org/my.repo.git                        | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            git@github.com:my-org/my.repo.git                          | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            git@github.com:/my-org/my.repo                             | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            github.com:my-org/my.repo                                  | https://api.github.com my-org/my.repo https://github.com/my-org/my.repo/commit/abc
            https://octo.ghe.com/o/r                                   | https://api.octo.ghe.com o/r https://octo.ghe.com/o/r/commit/abc
            https://api.octo.ghe.com/o/r                               | https://api.octo.ghe.com o/r https://octo.ghe.com/o/r/commit/abc
            https://api.ghe.example.com/o/r                            | https://api.ghe.example.com o/r https://ghe.example.com/o/r/commit/abc
            git@octo.ghe.com:o/r.git                                   | https://api.octo.ghe.com o/r https://octo.ghe.com/o/r/commit/abc
            https://ghe.example.com/o/r                                | https://ghe.example.com/api/v3 o/r https://ghe.example.com/o/r/commit/abc
            https://ghe.example.com:8443/o/r                           | https://ghe.example.com:8443/api/v3 o/r https://ghe.example.com:8443/o/r/commit/abc
            ssh://git@ghe.example.com:2222/o/r                         | https://ghe.example.com/api/v3 o/r https://ghe.example.com/o/r/commit/abc
            http://127.0.0.1:8080/o/r                                  | http://127.0.0.1:8080/api/v3 o/r http://127.0.0.1:8080/o/r/commit/abc
            https://notghe.com/o/r                                     | https://notghe.com/api/v3 o/r https://notghe.com/o/r/commit/abc
            ''                                                         | spec.address: …https://…
            x                                                          | spec.address: …https://…
            https://github.com                                         | spec.address: …https://…
            https://github.com/o                                       | spec.address: …https://…
            https://github.com/o/r/tree/main                           | spec.address: …https://…
            https://github.com/o/..                                    | spec.address: …https://…
            https://github.com/./r                                     | spec.address: …https://…
            https://github.com/o/%2e%2e                                | spec.address: …https://…
            ftp://github.com/o/r                                       | spec.address: …https://…
            https://user:squeamish@github.com/o                        | spec.address: …https://…
            https://user:squeamish@[broken/o/r                         | spec.address: …https://…
            """)
    void anAddressLeadsToARepositoryOfAnApi(String address, String leadsTo) {
        Cell.expect(leadsTo, () -> {
            assertThat(GitHub.destination(address)).isEqualTo(GitHub.destination(address));
            return GitHub.destination(address);
        });
    }

    @Test
    void destinationsOfARepositoryAreEqual() {
        assertThat(GitHub.destination("git@github.com:my-org/my.repo.git"))
                .isEqualTo(GitHub.destination("https://github.com/My-Org/My.Repo"));
    }

    @Test
    void aProviderWithoutAddressIsRefused() {
        Provider provider = Provider.builder("flux-system/forge").type("github").build();

        Cell.expect("spec.address: …missing…", () -> new GitHubPublisher().destination(provider));
    }

    /** A root that is none is not shown. */
    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(delimiter = '|', textBlock = """
            https://gateway.example.com/github/ | https://gateway.example.com/github o/r https://github.com/o/r/commit/abc
            squeamish                           | metadata.annotations[commitstatus.io/api-url]: …
            ftp://squeamish                     | metadata.annotations[commitstatus.io/api-url]: …
            https://u:squeamish@host            | metadata.annotations[commitstatus.io/api-url]: …
            https://h?squeamish                 | metadata.annotations[commitstatus.io/api-url]: …
            ''                                  | metadata.annotations[commitstatus.io/api-url]: …
            """)
    void anAnnotationNamesAnotherApi(String root, String leadsTo) {
        Provider provider = GitHub.provider("https://github.com/o/r").toBuilder()
                .annotation(Provider.API_URL, root)
                .build();
        Cell.expect(leadsTo, () -> new GitHubPublisher().destination(provider));
    }

    @Test
    void theLimitsAreGitHubs() {
        Destination hosted = GitHub.destination("https://github.com/o/r");

        assertThat(hosted.limits())
                .usingRecursiveComparison()
                .isEqualTo(StatusLimits.builder().key(255).description(140).build());
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
}
