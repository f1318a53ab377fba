package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerAddressTest {

    @Test
    void everyFormOfAnAddressLeadsToTheSameRepository() {
        for (String address : List.of(
                "https://git.example.com/scm/PRJ/my-repo.git",
                "https://dev@git.example.com/scm/PRJ/my-repo.git/",
                "https://dev:squeamish@git.example.com:443/scm/PRJ/my-repo",
                "https://git.example.com/projects/PRJ/repos/my-repo",
                "https://git.example.com/projects/PRJ/repos/my-repo/browse/src?at=refs%2Fheads%2Fmain",
                "ssh://git@git.example.com:7999/PRJ/my-repo.git",
                "git@git.example.com:PRJ/my-repo.git")) {
            Destination destination = Server.destination(address);
            assertThat(destination.api()).as(address).isEqualTo(URI.create("https://git.example.com/rest"));
            assertThat(destination.repository()).as(address).isEqualTo("prj/my-repo");
            assertThat(destination.commitPage("abc"))
                    .contains(URI.create("https://git.example.com/projects/PRJ/repos/my-repo/commits/abc"));
            assertThat(destination).as("equal addresses, equal values").isEqualTo(Server.destination(address));
        }
    }

    @Test
    void whatStandsBeforeTheRepositoryIsTheContextPath() {
        assertApi("https://h:7990/scm/P/r.git", "https://h:7990/rest");
        assertApi("https://h:7990/a/b%20c/scm/P/r.git", "https://h:7990/a/b%20c/rest");
        assertApi("https://h/scm/scm/P/r.git", "https://h/scm/rest");
        assertApi("https://h/git/projects/P/repos/r", "https://h/git/rest");
        assertApi("http://127.0.0.1:8080/git/scm/P/r", "http://127.0.0.1:8080/git/rest");
    }

    @Test
    void personalRepositoriesBelongToAUser() {
        for (String address : List.of(
                "https://git.example.com/ctx/scm/~jane/r.git",
                "https://git.example.com/ctx/users/jane/repos/r",
                "https://git.example.com/ctx/users/jane/repos/r/browse")) {
            Destination destination = Server.destination(address);
            assertThat(destination.repository()).as(address).isEqualTo("~jane/r");
            assertThat(destination.commitPage("abc"))
                    .contains(URI.create("https://git.example.com/ctx/users/jane/repos/r/commits/abc"));
        }
        assertThat(Server.destination("ssh://git@git.example.com:7999/~jane/r.git")
                        .repository())
                .isEqualTo("~jane/r");
    }

    @Test
    void anAnnotationNamesAnotherApi() {
        Provider provider = Server.provider("ssh://git@git.example.com:7999/P/r.git").toBuilder()
                .annotation(Provider.API_URL, "https://git.example.com:8443/ctx/rest/")
                .build();

        assertThat(new BitbucketServerPublisher().destination(provider).api())
                .isEqualTo(URI.create("https://git.example.com:8443/ctx/rest"));
    }

    @Test
    void whatIsNoRepositoryIsRefused() {
        for (String address : List.of(
                "",
                "x",
                "https://git.example.com",
                "https://git.example.com/P/r.git",
                "https://git.example.com/scm/P",
                "https://git.example.com/scm/P/r/more.git",
                "https://git.example.com/scm/P/..",
                "https://git.example.com/projects/P/repos",
                "ssh://git@git.example.com/ctx/P/r.git",
                "ftp://git.example.com/scm/P/r",
                "https://user:squeamish@git.example.com/P")) {
            assertThatThrownBy(() -> Server.destination(address))
                    .as(address)
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("spec.address"))
                    .hasMessageContaining("https://")
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void theCloudIsAnotherType() {
        assertThatThrownBy(() -> Server.destination("https://bitbucket.org/projects/P/repos/r"))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("the type bitbucket");
    }

    @Test
    void theLimitsAreThoseOfEveryVersion() {
        Destination destination = Server.destination(Server.ADDRESS);

        assertThat(destination.limits().name()).isEqualTo(255);
        assertThat(destination.limits().description()).isEqualTo(255);
        assertThat(destination.limits().targetUrl()).isEqualTo(450);
        assertThat(destination.limits().targetUrlRequired()).isTrue();
        assertThat(destination.limits().sha256()).isFalse();
        assertThat(destination.oneAtATimePerCommit()).isFalse();
        assertThat(destination.rateLimits()).isEmpty();
        assertThat(destination.vendorKey(Cloud.status())).isEqualTo(Cloud.VENDOR_KEY);
    }

    private static void assertApi(String address, String api) {
        assertThat(Server.destination(address).api()).as(address).isEqualTo(URI.create(api));
        assertThat(Server.destination(address).repository()).as(address).isEqualTo("p/r");
    }
}
