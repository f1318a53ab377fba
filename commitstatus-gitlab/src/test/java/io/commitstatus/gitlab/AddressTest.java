package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
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
            https://gitlab.com/my-group/sub/my.project | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://gitlab.com/my-group/sub/my.project.git | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://gitlab.com/my-group/sub/my.project/ | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://gitlab.com/my-group/sub/my.project.git/ | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://oauth2:squeamish@gitlab.com/my-group/sub/my.project | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://gitlab.com:443/my-group/sub/my.project | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://GitLab.com/my-group/sub/my.project | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://www.gitlab.com/my-group/sub/my.project | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            http://gitlab.com/my-group/sub/my.project | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://gitlab.com//my-group/sub/my.project?ref_type=heads#top | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://gitlab.com/my-group/sub/my.project/-/tree/main | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://gitlab.com/my-group/sub/my.project/-/commit/a1afe267b54f | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            ssh://git@gitlab.com/my-group/sub/my.project.git | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            ssh://git@gitlab.com:22/my-group/sub/my.project.git | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            ssh://git@altssh.gitlab.com:443/my-group/sub/my.project.git | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            git@gitlab.com:my-group/sub/my.project.git | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            git@gitlab.com:/my-group/sub/my.project | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            gitlab.com:my-group/sub/my.project | https://gitlab.com/api/v4 | my-group/sub/my.project | https://gitlab.com/my-group/sub/my.project
            https://git.example.com/g/p | https://git.example.com/api/v4 | g/p | https://git.example.com/g/p
            https://git.example.com:8443/g/p | https://git.example.com:8443/api/v4 | g/p | https://git.example.com:8443/g/p
            ssh://git@git.example.com:2222/g/p.git | https://git.example.com/api/v4 | g/p | https://git.example.com/g/p
            git@git.example.com:g/p.git | https://git.example.com/api/v4 | g/p | https://git.example.com/g/p
            http://127.0.0.1:8080/g/p | http://127.0.0.1:8080/api/v4 | g/p | http://127.0.0.1:8080/g/p
            https://notgitlab.com/g/p | https://notgitlab.com/api/v4 | g/p | https://notgitlab.com/g/p
            https://gitlab.com/1234 | https://gitlab.com/api/v4 | 1234 | -
            https://gitlab.com/a/b/c/d/e/f | https://gitlab.com/api/v4 | a/b/c/d/e/f | https://gitlab.com/a/b/c/d/e/f
            https://gitlab.com/Group/Project | https://gitlab.com/api/v4 | group/project | https://gitlab.com/Group/Project
            """)
    void anAddressLeadsToAProjectOfAnApi(String address, String api, String project, String page) {
        assertPlace(GitLab.destination(address), api, project, page);
        assertThat(GitLab.destination(address)).isEqualTo(GitLab.destination(address));
    }

    /** A relative URL root is no group once the API is named; an SSH address has none. */
    @ParameterizedTest(name = "{0}, api-url {1}")
    @CsvSource(delimiter = '|', textBlock = """
            https://git.example.com/tools/gitlab/g/p.git | https://git.example.com/tools/gitlab/api/v4 | g/p              | https://git.example.com/tools/gitlab/g/p
            https://git.example.com/g/p                  | https://git.example.com/tools/gitlab/api/v4 | g/p              | https://git.example.com/tools/gitlab/g/p
            git@git.example.com:g/p.git                  | https://git.example.com/tools/gitlab/api/v4 | g/p              | https://git.example.com/tools/gitlab/g/p
            git@git.example.com:tools/gitlab/g/p         | https://git.example.com/tools/gitlab/api/v4 | tools/gitlab/g/p | https://git.example.com/tools/gitlab/tools/gitlab/g/p
            https://gitlab.com/g/p                       | https://gateway.example.com/gitlab          | g/p              | https://gitlab.com/g/p
            """)
    void anAnnotationNamesAnotherApi(String address, String api, String project, String page) {
        assertPlace(GitLab.destination(GitLab.provider(address, Provider.API_URL, api + "/")), api, project, page);
    }

    @ParameterizedTest(name = "{0}, project {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            https://gitlab.com/g/p | 4711      | 4711  | https://gitlab.com/g/p
            https://gitlab.com/g/p | " X/y/Z " | x/y/z | https://gitlab.com/X/y/Z
            https://gitlab.com     | 4711      | 4711  | -
            """)
    void anAnnotationNamesTheProjectByNumberOrPath(String address, String value, String project, String page) {
        Provider provider = GitLab.provider(address, GitLabPublisher.PROJECT, value);
        assertPlace(GitLab.destination(provider), "https://gitlab.com/api/v4", project, page);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "x",
                "https://gitlab.com",
                "https://gitlab.com/g",
                "https://gitlab.com/g/-/group_members",
                "https://gitlab.com/g/..",
                "https://gitlab.com/./p",
                "https://gitlab.com/g/%2e%2e",
                "ftp://gitlab.com/g/p",
                "https://user:squeamish@gitlab.com/g",
                "https://user:squeamish@[broken/g/p"
            })
    void whatIsNoProjectIsRefused(String address) {
        Cell.expect("spec.address: …https://…", () -> GitLab.destination(address));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "0", "-1", "p", "g%2Fp", "/g/p", "g/p/", "g//p", "g/..", "https://h/g/p", "g p"})
    void anAnnotationThatIsNoProjectIsRefused(String project) {
        Cell.expect(
                "metadata.annotations[commitstatus.io/project]: …numeric id…",
                () -> GitLab.destination(GitLab.provider("https://gitlab.com/g/p", GitLabPublisher.PROJECT, project)));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"squeamish", "ftp://squeamish", "https://u:squeamish@host", "https://h?squeamish", ""})
    void anAnnotationThatIsNoApiRootIsRefusedWithoutShowingIt(String root) {
        Cell.expect(
                "metadata.annotations[commitstatus.io/api-url]: …",
                () -> GitLab.destination(GitLab.provider("https://gitlab.com/g/p", Provider.API_URL, root)));
    }

    @Test
    void anAddressThatEndsWithinTheRootOrIsMissingSaysWhatToSet() {
        Provider within = GitLab.provider(
                "https://git.example.com/gitlab/project", Provider.API_URL, "https://git.example.com/gitlab/api/v4");
        Cell.expect("…\"project\" is not a project…", () -> GitLab.destination(within));
        Cell.expect(
                "…set the annotation commitstatus.io/api-url to https://git.example.com/gitlab/api/v4…",
                () -> GitLab.destination("https://git.example.com/project"));
        Provider missing = Provider.builder("flux-system/forge").type("gitlab").build();
        Cell.expect("spec.address: …missing…", () -> GitLab.destination(missing));
    }

    @Test
    void theLimitsAreGitLabs() {
        Destination hosted = GitLab.destination("https://gitlab.com/g/p");

        assertThat(hosted.limits().key()).isEqualTo(255);
        assertThat(hosted.limits().description()).isEqualTo(255);
        assertThat(hosted.limits().targetUrl()).isEqualTo(255);
        assertThat(hosted.limits().targetUrlRequired()).isFalse();
        assertThat(hosted.limits().sha256()).isTrue();
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

    private static void assertPlace(Destination destination, String api, String project, String page) {
        assertThat(destination.api()).hasToString(api);
        assertThat(destination.repository()).isEqualTo(project);
        assertThat(destination.commitPage("abc").map(Object::toString).orElse("-/-/commit/abc"))
                .isEqualTo(page + "/-/commit/abc");
    }
}
