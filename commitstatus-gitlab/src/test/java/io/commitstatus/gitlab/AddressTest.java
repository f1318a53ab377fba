package io.commitstatus.gitlab;

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
    private static final String PROJECT = "metadata.annotations[commitstatus.io/project]";

    @Test
    void everyFormOfAnAddressLeadsToTheSameProject() {
        for (String address : List.of(
                "https://gitlab.com/my-group/sub/my.project",
                "https://gitlab.com/my-group/sub/my.project.git",
                "https://gitlab.com/my-group/sub/my.project/",
                "https://gitlab.com/my-group/sub/my.project.git/",
                "https://oauth2:squeamish@gitlab.com/my-group/sub/my.project",
                "https://gitlab.com:443/my-group/sub/my.project",
                "https://GitLab.com/my-group/sub/my.project",
                "https://www.gitlab.com/my-group/sub/my.project",
                "http://gitlab.com/my-group/sub/my.project",
                "https://gitlab.com//my-group/sub/my.project?ref_type=heads#top",
                "https://gitlab.com/my-group/sub/my.project/-/tree/main",
                "https://gitlab.com/my-group/sub/my.project/-/commit/" + GitLab.SHA,
                "ssh://git@gitlab.com/my-group/sub/my.project.git",
                "ssh://git@gitlab.com:22/my-group/sub/my.project.git",
                "ssh://git@altssh.gitlab.com:443/my-group/sub/my.project.git",
                "git@gitlab.com:my-group/sub/my.project.git",
                "git@gitlab.com:/my-group/sub/my.project",
                "gitlab.com:my-group/sub/my.project")) {
            Destination destination = GitLab.destination(address);
            assertThat(destination.api()).as(address).isEqualTo(URI.create("https://gitlab.com/api/v4"));
            assertThat(destination.repository()).as(address).isEqualTo("my-group/sub/my.project");
            assertThat(destination.commitPage(GitLab.SHA))
                    .contains(URI.create("https://gitlab.com/my-group/sub/my.project/-/commit/" + GitLab.SHA));
            assertThat(destination).as("equal addresses, equal values").isEqualTo(GitLab.destination(address));
        }
    }

    @Test
    void eachInstallationHasItsApi() {
        assertPlace("https://git.example.com/g/p", "https://git.example.com/api/v4", "https://git.example.com/g/p");
        assertPlace(
                "https://git.example.com:8443/g/p",
                "https://git.example.com:8443/api/v4",
                "https://git.example.com:8443/g/p");
        assertPlace(
                "ssh://git@git.example.com:2222/g/p.git",
                "https://git.example.com/api/v4",
                "https://git.example.com/g/p");
        assertPlace("git@git.example.com:g/p.git", "https://git.example.com/api/v4", "https://git.example.com/g/p");
        assertPlace("http://127.0.0.1:8080/g/p", "http://127.0.0.1:8080/api/v4", "http://127.0.0.1:8080/g/p");
        assertThat(GitLab.destination("https://gitlab.com/1234"))
                .satisfies(it -> assertThat(it.repository()).isEqualTo("1234"))
                .satisfies(it -> assertThat(it.commitPage(GitLab.SHA)).isEmpty());
        assertPlace("https://notgitlab.com/g/p", "https://notgitlab.com/api/v4", "https://notgitlab.com/g/p");
    }

    @Test
    void groupsMayBeNestedAsDeepAsTheyAre() {
        assertThat(GitLab.destination("https://gitlab.com/a/b/c/d/e/f").repository())
                .isEqualTo("a/b/c/d/e/f");
    }

    @Test
    void projectsThatDifferInCaseAreOne() {
        assertThat(GitLab.destination("https://gitlab.com/Group/Project").repository())
                .isEqualTo(
                        GitLab.destination("https://gitlab.com/group/project").repository());
    }

    @Test
    void aRelativeUrlRootIsNoGroupOnceTheApiIsNamed() {
        String api = "https://git.example.com/tools/gitlab/api/v4";
        for (String address : List.of(
                "https://git.example.com/tools/gitlab/g/p.git",
                "https://git.example.com/g/p",
                "git@git.example.com:g/p.git")) {
            Destination destination = GitLab.destination(GitLab.provider(address, Provider.API_URL, api));
            assertThat(destination.api()).isEqualTo(URI.create(api));
            assertThat(destination.repository()).as(address).isEqualTo("g/p");
            assertThat(destination.commitPage("abc"))
                    .contains(URI.create("https://git.example.com/tools/gitlab/g/p/-/commit/abc"));
        }
        assertThat(GitLab.destination(GitLab.provider("git@git.example.com:tools/gitlab/g/p", Provider.API_URL, api))
                        .repository())
                .as("an ssh address has no relative URL root")
                .isEqualTo("tools/gitlab/g/p");
    }

    @Test
    void anAddressThatEndsWithinTheRootSaysWhatToSet() {
        Provider provider = GitLab.provider(
                "https://git.example.com/gitlab/project", Provider.API_URL, "https://git.example.com/gitlab/api/v4");
        assertThatThrownBy(() -> GitLab.destination(provider)).hasMessageContaining("\"project\" is not a project");

        assertThatThrownBy(() -> GitLab.destination("https://git.example.com/project"))
                .hasMessageContaining(
                        "set the annotation commitstatus.io/api-url to https://git.example.com/gitlab/api/v4");
    }

    @Test
    void anAnnotationNamesAnotherApi() {
        Destination destination = GitLab.destination(
                GitLab.provider("https://gitlab.com/g/p", Provider.API_URL, "https://gateway.example.com/gitlab/"));

        assertThat(destination.api()).isEqualTo(URI.create("https://gateway.example.com/gitlab"));
        assertThat(destination.commitPage("abc")).contains(URI.create("https://gitlab.com/g/p/-/commit/abc"));
        assertThat(destination.rateLimits()).as("the gateway's are not known").isEmpty();
    }

    @Test
    void anAnnotationThatIsNoApiRootIsRefusedWithoutShowingIt() {
        for (String root :
                List.of("squeamish", "ftp://squeamish", "https://u:squeamish@host", "https://h?squeamish", "")) {
            assertThatThrownBy(
                            () -> GitLab.destination(GitLab.provider("https://gitlab.com/g/p", Provider.API_URL, root)))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("metadata.annotations[commitstatus.io/api-url]"))
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void anAnnotationNamesTheProjectByNumberOrPath() {
        Destination number =
                GitLab.destination(GitLab.provider("https://gitlab.com/g/p", GitLabPublisher.PROJECT, "4711"));
        assertThat(number.repository()).isEqualTo("4711");
        assertThat(number.commitPage("abc")).contains(URI.create("https://gitlab.com/g/p/-/commit/abc"));

        Destination path =
                GitLab.destination(GitLab.provider("https://gitlab.com/g/p", GitLabPublisher.PROJECT, " X/y/Z "));
        assertThat(path.repository()).isEqualTo("x/y/z");
        assertThat(path.commitPage("abc")).contains(URI.create("https://gitlab.com/X/y/Z/-/commit/abc"));

        Destination host = GitLab.destination(GitLab.provider("https://gitlab.com", GitLabPublisher.PROJECT, "4711"));
        assertThat(host.repository()).isEqualTo("4711");
        assertThat(host.commitPage("abc")).as("whose page is not known").isEmpty();
    }

    @Test
    void anAnnotationThatIsNoProjectIsRefused() {
        for (String project :
                List.of("", "0", "-1", "p", "g%2Fp", "/g/p", "g/p/", "g//p", "g/..", "https://h/g/p", "g p")) {
            assertThatThrownBy(() -> GitLab.destination(
                            GitLab.provider("https://gitlab.com/g/p", GitLabPublisher.PROJECT, project)))
                    .as(project)
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo(PROJECT))
                    .hasMessageContaining("numeric id");
        }
    }

    @Test
    void whatIsNoProjectIsRefused() {
        for (String address : List.of(
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
                "https://user:squeamish@[broken/g/p")) {
            assertThatThrownBy(() -> GitLab.destination(address))
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
        Provider provider = Provider.builder("flux-system/forge").type("gitlab").build();

        assertThatThrownBy(() -> GitLab.destination(provider))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("missing");
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
    }

    @Test
    void namesThatDifferInCaseAreTwoRegisters() {
        CommitStatus upper = CommitStatus.builder(GitLab.SHA, "Deploy/PROD", CommitState.SUCCESS)
                .build();

        assertThat(GitLab.destination("https://gitlab.com/g/p").vendorKey(upper))
                .isEqualTo("Deploy/PROD");
    }

    private static void assertPlace(String address, String api, String page) {
        Destination destination = GitLab.destination(address);
        assertThat(destination.api()).as(address).isEqualTo(URI.create(api));
        assertThat(destination.repository()).as(address).isEqualTo("g/p");
        assertThat(destination.commitPage("abc")).as(address).contains(URI.create(page + "/-/commit/abc"));
    }
}
