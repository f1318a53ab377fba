package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.RateLimit;
import io.commitstatus.spi.StatusLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        https://bitbucket.org/My-Team/My.Repo                        | my-team/my.repo | my-team/my.repo
        https://bitbucket.org/my-team/my.repo.git                    | my-team/my.repo | my-team/my.repo
        https://dev@bitbucket.org/my-team/my.repo.git/               | my-team/my.repo | my-team/my.repo
        https://x-token-auth:squeamish@bitbucket.org/my-team/my.repo | my-team/my.repo | my-team/my.repo
        https://www.bitbucket.org/my-team/my.repo                    | my-team/my.repo | my-team/my.repo
        https://BITBUCKET.org:443/my-team/my.repo?at=main            | my-team/my.repo | my-team/my.repo
        ssh://git@bitbucket.org/my-team/my.repo.git                  | my-team/my.repo | my-team/my.repo
        ssh://git@altssh.bitbucket.org:443/my-team/my.repo.git       | my-team/my.repo | my-team/my.repo
        git@bitbucket.org:my-team/my.repo.git                        | my-team/my.repo | my-team/my.repo
        https://bitbucket.org/{5F2B1A00-team}/{9c1d-repo}            | {5f2b1a00-team}/{9c1d-repo} | %7B5f2b1a00-team%7D/%7B9c1d-repo%7D
        https://bitbucket.org/%7B5f2b1a00-team%7D/%7B9c1d-repo%7D.git | {5f2b1a00-team}/{9c1d-repo} | %7B5f2b1a00-team%7D/%7B9c1d-repo%7D
        git@bitbucket.org:{5f2b1a00-team}/{9c1d-repo}                | {5f2b1a00-team}/{9c1d-repo} | %7B5f2b1a00-team%7D/%7B9c1d-repo%7D
        """)
    void anAddressInTheCloudLeadsToItsRepository(String address, String repository, String page) {
        assertLeads(
                Cloud.destination(address),
                "https://api.bitbucket.org/2.0",
                repository,
                "https://bitbucket.org/" + page + "/commits/abc");
        assertThat(Cloud.destination(address)).isEqualTo(Cloud.destination(address));
    }

    /** What stands before the repository is the context path. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        https://git.example.com/scm/PRJ/my-repo.git                 | prj/my-repo | https://git.example.com | projects/PRJ/repos/my-repo
        https://dev@git.example.com/scm/PRJ/my-repo.git/            | prj/my-repo | https://git.example.com | projects/PRJ/repos/my-repo
        https://dev:squeamish@git.example.com:443/scm/PRJ/my-repo   | prj/my-repo | https://git.example.com | projects/PRJ/repos/my-repo
        https://git.example.com/projects/PRJ/repos/my-repo          | prj/my-repo | https://git.example.com | projects/PRJ/repos/my-repo
        https://git.example.com/projects/P/repos/r/browse/src?at=refs%2Fheads%2Fmain | p/r | https://git.example.com | projects/P/repos/r
        ssh://git@git.example.com:7999/PRJ/my-repo.git              | prj/my-repo | https://git.example.com | projects/PRJ/repos/my-repo
        git@git.example.com:PRJ/my-repo.git                         | prj/my-repo | https://git.example.com | projects/PRJ/repos/my-repo
        https://h:7990/scm/P/r.git                                  | p/r     | https://h:7990           | projects/P/repos/r
        https://h:7990/a/b%20c/scm/P/r.git                          | p/r     | https://h:7990/a/b%20c   | projects/P/repos/r
        https://h/scm/scm/P/r.git                                   | p/r     | https://h/scm            | projects/P/repos/r
        https://h/git/projects/P/repos/r                            | p/r     | https://h/git            | projects/P/repos/r
        http://127.0.0.1:8080/git/scm/P/r                           | p/r     | http://127.0.0.1:8080/git | projects/P/repos/r
        https://git.example.com/ctx/scm/~jane/r.git                 | ~jane/r | https://git.example.com/ctx | users/jane/repos/r
        https://git.example.com/ctx/users/jane/repos/r              | ~jane/r | https://git.example.com/ctx | users/jane/repos/r
        https://git.example.com/ctx/users/jane/repos/r/browse       | ~jane/r | https://git.example.com/ctx | users/jane/repos/r
        ssh://git@git.example.com:7999/~jane/r.git                  | ~jane/r | https://git.example.com  | users/jane/repos/r
        """)
    void anAddressOnADataCenterLeadsToItsRepository(String address, String repository, String web, String page) {
        assertLeads(Server.destination(address), web + "/rest", repository, web + "/" + page + "/commits/abc");
        assertThat(Server.destination(address)).isEqualTo(Server.destination(address));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        cloud  | §§ | …https://…
        cloud  | x | …https://…
        cloud  | https://bitbucket.org | …https://…
        cloud  | https://bitbucket.org/o | …https://…
        cloud  | https://bitbucket.org/o/r/src/main | …https://…
        cloud  | https://bitbucket.org/o/.. | …https://…
        cloud  | ftp://bitbucket.org/o/r | …https://…
        cloud  | https://user:squeamish@bitbucket.org/o | …https://…
        cloud  | https://bitbucket.example.com/scm/KEY/repo.git | "bitbucket.example.com" is not Bitbucket Cloud; …the type bitbucketserver for a Bitbucket of your own
        server | §§ | …https://…
        server | x | …https://…
        server | https://git.example.com | …https://…
        server | https://git.example.com/P/r.git | …https://…
        server | https://git.example.com/scm/P | …https://…
        server | https://git.example.com/scm/P/r/more.git | …https://…
        server | https://git.example.com/scm/P/.. | …https://…
        server | https://git.example.com/projects/P/repos | …https://…
        server | ssh://git@git.example.com/ctx/P/r.git | …https://…
        server | ftp://git.example.com/scm/P/r | …https://…
        server | https://user:squeamish@git.example.com/P | …https://…
        server | https://bitbucket.org/projects/P/repos/r | "bitbucket.org" is Bitbucket Cloud, which is the type bitbucket
        """)
    void whatIsNoRepositoryIsRefused(String type, String address, String error) {
        Cell.expect(
                "spec.address: " + error,
                () -> type.equals("cloud") ? Cloud.destination(address) : Server.destination(address));
    }

    @Test
    void anAnnotationNamesAnotherApi() {
        Provider cloud = Cloud.provider("https://bitbucket.org/o/r").toBuilder()
                .annotation(Provider.API_URL, "https://gateway.example.com/bitbucket/2.0/")
                .build();
        assertThat(new BitbucketCloudPublisher().destination(cloud).api())
                .hasToString("https://gateway.example.com/bitbucket/2.0");

        Provider server = Server.provider("ssh://git@git.example.com:7999/P/r.git").toBuilder()
                .annotation(Provider.API_URL, "https://git.example.com:8443/ctx/rest/")
                .build();
        assertThat(new BitbucketServerPublisher().destination(server).api())
                .hasToString("https://git.example.com:8443/ctx/rest");
    }

    /** Of a description in the cloud none is known. */
    @Test
    void theLimitsAreThoseOfEveryVersion() {
        StatusLimits.Builder limits =
                StatusLimits.builder().name(255).targetUrl(450).targetUrlRequired(true);
        Destination cloud = Cloud.destination("https://bitbucket.org/o/r");
        assertThat(cloud.limits()).usingRecursiveComparison().isEqualTo(limits.build());
        assertThat(cloud.rateLimits()).containsExactly(new RateLimit(1000, Duration.ofHours(1)));
        Destination server = Server.destination(Server.ADDRESS);
        assertThat(server.limits())
                .usingRecursiveComparison()
                .isEqualTo(limits.description(255).build());
        assertThat(server.rateLimits()).isEmpty();
        for (Destination destination : new Destination[] {cloud, server}) {
            assertThat(destination.limits().sha256()).isFalse();
            assertThat(destination.oneAtATimePerCommit()).isFalse();
            assertThat(destination.vendorKey(Cloud.status())).isEqualTo(Cloud.VENDOR_KEY);
        }
    }

    private static void assertLeads(Destination destination, String api, String repository, String page) {
        assertThat(destination.api()).hasToString(api);
        assertThat(destination.repository()).isEqualTo(repository);
        assertThat(destination.commitPage("abc")).map(Object::toString).contains(page);
    }
}
