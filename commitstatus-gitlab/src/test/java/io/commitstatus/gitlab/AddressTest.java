package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
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

    /** To its API, the project there, and the page of the commit {@code abc}. */
    @ParameterizedTest(name = "<{0}>")
    @CsvSource(delimiter = '|', textBlock = """
            https://gitlab.com/my-group/sub/my.project                       | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://gitlab.com/my-group/sub/my.project.git                   | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://gitlab.com/my-group/sub/my.project/                      | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://gitlab.com/my-group/sub/my.project.git/                  | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://oauth2:squeamish@gitlab.com/my-group/sub/my.project      | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://gitlab.com:443/my-group/sub/my.project                   | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://GitLab.com/my-group/sub/my.project                       | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://www.gitlab.com/my-group/sub/my.project                   | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            http://gitlab.com/my-group/sub/my.project                        | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://gitlab.com//my-group/sub/my.project?ref_type=heads#top   | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://gitlab.com/my-group/sub/my.project/-/tree/main           | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://gitlab.com/my-group/sub/my.project/-/commit/a1afe267b54f | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            ssh://git@gitlab.com/my-group/sub/my.project.git                 | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            ssh://git@gitlab.com:22/my-group/sub/my.project.git              | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            ssh://git@altssh.gitlab.com:443/my-group/sub/my.project.git      | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            git@gitlab.com:my-group/sub/my.project.git                       | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            git@gitlab.com:/my-group/sub/my.project                          | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            gitlab.com:my-group/sub/my.project                               | https://gitlab.com/api/v4 my-group/sub/my.project https://gitlab.com/my-group/sub/my.project/-/commit/abc
            https://git.example.com/g/p                                      | https://git.example.com/api/v4 g/p https://git.example.com/g/p/-/commit/abc
            https://git.example.com:8443/g/p                                 | https://git.example.com:8443/api/v4 g/p https://git.example.com:8443/g/p/-/commit/abc
            ssh://git@git.example.com:2222/g/p.git                           | https://git.example.com/api/v4 g/p https://git.example.com/g/p/-/commit/abc
            git@git.example.com:g/p.git                                      | https://git.example.com/api/v4 g/p https://git.example.com/g/p/-/commit/abc
            http://127.0.0.1:8080/g/p                                        | http://127.0.0.1:8080/api/v4 g/p http://127.0.0.1:8080/g/p/-/commit/abc
            https://notgitlab.com/g/p                                        | https://notgitlab.com/api/v4 g/p https://notgitlab.com/g/p/-/commit/abc
            https://gitlab.com/1234                                          | https://gitlab.com/api/v4 1234 -
            https://gitlab.com/a/b/c/d/e/f                                   | https://gitlab.com/api/v4 a/b/c/d/e/f https://gitlab.com/a/b/c/d/e/f/-/commit/abc
            https://gitlab.com/Group/Project                                 | https://gitlab.com/api/v4 group/project https://gitlab.com/Group/Project/-/commit/abc
            ''                                                               | spec.address: …https://…
            x                                                                | spec.address: …https://…
            https://gitlab.com                                               | spec.address: …https://…
            https://gitlab.com/g                                             | spec.address: …https://…
            https://gitlab.com/g/-/group_members                             | spec.address: …https://…
            https://gitlab.com/g/..                                          | spec.address: …https://…
            https://gitlab.com/./p                                           | spec.address: …https://…
            https://gitlab.com/g/%2e%2e                                      | spec.address: …https://…
            ftp://gitlab.com/g/p                                             | spec.address: …https://…
            https://user:squeamish@gitlab.com/g                              | spec.address: …https://…
            https://user:squeamish@[broken/g/p                               | spec.address: …https://…
            https://git.example.com/project                                  | spec.address: …set the annotation commitstatus.io/api-url to https://git.example.com/gitlab/api/v4…
            """)
    void anAddressLeadsToAProjectOfAnApi(String address, String leadsTo) {
        Cell.expect(leadsTo, () -> {
            assertThat(GitLab.destination(address)).isEqualTo(GitLab.destination(address));
            return GitLab.destination(address);
        });
    }

    /** A relative URL root is no group once the API is named; an SSH address has none; a root that is none is not shown. */
    @ParameterizedTest(name = "{0}, api-url {1}")
    @CsvSource(delimiter = '|', textBlock = """
            https://git.example.com/tools/gitlab/g/p.git | https://git.example.com/tools/gitlab/api/v4/ | https://git.example.com/tools/gitlab/api/v4 g/p https://git.example.com/tools/gitlab/g/p/-/commit/abc
            https://git.example.com/g/p                  | https://git.example.com/tools/gitlab/api/v4/ | https://git.example.com/tools/gitlab/api/v4 g/p https://git.example.com/tools/gitlab/g/p/-/commit/abc
            git@git.example.com:g/p.git                  | https://git.example.com/tools/gitlab/api/v4/ | https://git.example.com/tools/gitlab/api/v4 g/p https://git.example.com/tools/gitlab/g/p/-/commit/abc
            git@git.example.com:tools/gitlab/g/p         | https://git.example.com/tools/gitlab/api/v4/ | https://git.example.com/tools/gitlab/api/v4 tools/gitlab/g/p https://git.example.com/tools/gitlab/tools/gitlab/g/p/-/commit/abc
            https://gitlab.com/g/p                       | https://gateway.example.com/gitlab/          | https://gateway.example.com/gitlab g/p https://gitlab.com/g/p/-/commit/abc
            https://git.example.com/gitlab/project       | https://git.example.com/gitlab/api/v4        | spec.address: …"project" is not a project…
            https://gitlab.com/g/p                       | squeamish                                    | metadata.annotations[commitstatus.io/api-url]: …
            https://gitlab.com/g/p                       | ftp://squeamish                              | metadata.annotations[commitstatus.io/api-url]: …
            https://gitlab.com/g/p                       | https://u:squeamish@host                     | metadata.annotations[commitstatus.io/api-url]: …
            https://gitlab.com/g/p                       | https://h?squeamish                          | metadata.annotations[commitstatus.io/api-url]: …
            https://gitlab.com/g/p                       | ''                                           | metadata.annotations[commitstatus.io/api-url]: …
            """)
    void anAnnotationNamesAnotherApi(String address, String api, String leadsTo) {
        Cell.expect(leadsTo, () -> GitLab.destination(GitLab.provider(address, Provider.API_URL, api)));
    }

    @ParameterizedTest(name = "{0}, project {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            https://gitlab.com/g/p | 4711          | https://gitlab.com/api/v4 4711 https://gitlab.com/g/p/-/commit/abc
            https://gitlab.com/g/p | " X/y/Z "     | https://gitlab.com/api/v4 x/y/z https://gitlab.com/X/y/Z/-/commit/abc
            https://gitlab.com     | 4711          | https://gitlab.com/api/v4 4711 -
            https://gitlab.com/g/p | ""            | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | 0             | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | -1            | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | p             | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | g%2Fp         | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | /g/p          | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | g/p/          | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | g//p          | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | g/..          | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | https://h/g/p | metadata.annotations[commitstatus.io/project]: …numeric id…
            https://gitlab.com/g/p | g p           | metadata.annotations[commitstatus.io/project]: …numeric id…
            """)
    void anAnnotationNamesTheProjectByNumberOrPath(String address, String project, String leadsTo) {
        Cell.expect(leadsTo, () -> GitLab.destination(GitLab.provider(address, GitLabPublisher.PROJECT, project)));
    }

    @Test
    void aProviderWithoutAddressIsRefused() {
        Provider provider = Provider.builder("flux-system/forge").type("gitlab").build();

        Cell.expect("spec.address: …missing…", () -> GitLab.destination(provider));
    }

    @Test
    void theLimitsAreGitLabs() {
        Destination hosted = GitLab.destination("https://gitlab.com/g/p");

        assertThat(hosted.limits())
                .usingRecursiveComparison()
                .isEqualTo(StatusLimits.builder()
                        .key(255)
                        .description(255)
                        .targetUrl(255)
                        .sha256(true)
                        .build());
        assertThat(hosted.oneAtATimePerCommit()).isTrue();
        assertThat(hosted.rateLimits()).containsExactly(new RateLimit(100, Duration.ofMinutes(1)));
        assertThat(GitLab.destination("https://git.example.com/g/p").rateLimits())
                .isEmpty();
        assertThat(GitLab.destination(GitLab.provider("https://gitlab.com/g/p", Provider.API_URL, "https://gateway/x"))
                        .rateLimits())
                .as("the gateway's are not known")
                .isEmpty();
    }

    /** An at sign in a name is no ref, and a ref that is too long is not sent. */
    @Test
    void namesThatDifferInCaseOrRefAreTwoRegisters() {
        Destination destination = GitLab.destination("https://gitlab.com/g/p");
        CommitStatus named = CommitStatus.success(GitLab.SHA, "deploy@prod", "");
        CommitStatus plain = named.toBuilder().key("deploy").ref("prod").build();

        assertThat(destination.vendorKey(named.toBuilder().key("Deploy/PROD").build()))
                .isEqualTo("Deploy/PROD");
        assertThat(destination.vendorKey(named)).isEqualTo("deploy%40prod");
        assertThat(destination.vendorKey(plain)).isEqualTo("deploy@prod");
        assertThat(destination.vendorKey(named.toBuilder().ref("x".repeat(256)).build()))
                .isEqualTo("deploy%40prod");
    }
}
