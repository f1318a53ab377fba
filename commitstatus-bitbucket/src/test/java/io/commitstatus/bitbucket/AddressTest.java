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

    /** To the API, the repository there, and the page of the commit {@code abc}. */
    @ParameterizedTest(name = "<{0}>")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        https://bitbucket.org/My-Team/My.Repo                         | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        https://bitbucket.org/my-team/my.repo.git                     | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        https://dev@bitbucket.org/my-team/my.repo.git/                | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        https://x-token-auth:squeamish@bitbucket.org/my-team/my.repo  | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        https://www.bitbucket.org/my-team/my.repo                     | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        https://BITBUCKET.org:443/my-team/my.repo?at=main             | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        ssh://git@bitbucket.org/my-team/my.repo.git                   | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        ssh://git@altssh.bitbucket.org:443/my-team/my.repo.git        | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        git@bitbucket.org:my-team/my.repo.git                         | https://api.bitbucket.org/2.0 my-team/my.repo https://bitbucket.org/my-team/my.repo/commits/abc
        https://bitbucket.org/{5F2B1A00-team}/{9c1d-repo}             | https://api.bitbucket.org/2.0 {5f2b1a00-team}/{9c1d-repo} https://bitbucket.org/%7B5f2b1a00-team%7D/%7B9c1d-repo%7D/commits/abc
        https://bitbucket.org/%7B5f2b1a00-team%7D/%7B9c1d-repo%7D.git | https://api.bitbucket.org/2.0 {5f2b1a00-team}/{9c1d-repo} https://bitbucket.org/%7B5f2b1a00-team%7D/%7B9c1d-repo%7D/commits/abc
        git@bitbucket.org:{5f2b1a00-team}/{9c1d-repo}                 | https://api.bitbucket.org/2.0 {5f2b1a00-team}/{9c1d-repo} https://bitbucket.org/%7B5f2b1a00-team%7D/%7B9c1d-repo%7D/commits/abc
        §§                                                            | spec.address: …https://…
        x                                                             | spec.address: …https://…
        https://bitbucket.org                                         | spec.address: …https://…
        https://bitbucket.org/o                                       | spec.address: …https://…
        https://bitbucket.org/o/r/src/main                            | spec.address: …https://…
        https://bitbucket.org/o/..                                    | spec.address: …https://…
        ftp://bitbucket.org/o/r                                       | spec.address: …https://…
        https://user:squeamish@bitbucket.org/o                        | spec.address: …https://…
        https://bitbucket.example.com/scm/KEY/repo.git                | spec.address: "bitbucket.example.com" is not Bitbucket Cloud; …the type bitbucketserver for a Bitbucket of your own
        """)
    void anAddressInTheCloudLeadsToItsRepository(String address, String leadsTo) {
        Cell.expect(leadsTo, () -> {
            assertThat(Cloud.destination(address)).isEqualTo(Cloud.destination(address));
            return Cloud.destination(address);
        });
    }

    /** What stands before the repository is the context path. */
    @ParameterizedTest(name = "<{0}>")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        https://git.example.com/scm/PRJ/my-repo.git                                  | https://git.example.com/rest prj/my-repo https://git.example.com/projects/PRJ/repos/my-repo/commits/abc
        https://dev@git.example.com/scm/PRJ/my-repo.git/                             | https://git.example.com/rest prj/my-repo https://git.example.com/projects/PRJ/repos/my-repo/commits/abc
        https://dev:squeamish@git.example.com:443/scm/PRJ/my-repo                    | https://git.example.com/rest prj/my-repo https://git.example.com/projects/PRJ/repos/my-repo/commits/abc
        https://git.example.com/projects/PRJ/repos/my-repo                           | https://git.example.com/rest prj/my-repo https://git.example.com/projects/PRJ/repos/my-repo/commits/abc
        https://git.example.com/projects/P/repos/r/browse/src?at=refs%2Fheads%2Fmain | https://git.example.com/rest p/r https://git.example.com/projects/P/repos/r/commits/abc
        ssh://git@git.example.com:7999/PRJ/my-repo.git                               | https://git.example.com/rest prj/my-repo https://git.example.com/projects/PRJ/repos/my-repo/commits/abc
        git@git.example.com:PRJ/my-repo.git                                          | https://git.example.com/rest prj/my-repo https://git.example.com/projects/PRJ/repos/my-repo/commits/abc
        https://h:7990/scm/P/r.git                                                   | https://h:7990/rest p/r https://h:7990/projects/P/repos/r/commits/abc
        https://h:7990/a/b%20c/scm/P/r.git                                           | https://h:7990/a/b%20c/rest p/r https://h:7990/a/b%20c/projects/P/repos/r/commits/abc
        https://h/scm/scm/P/r.git                                                    | https://h/scm/rest p/r https://h/scm/projects/P/repos/r/commits/abc
        https://h/git/projects/P/repos/r                                             | https://h/git/rest p/r https://h/git/projects/P/repos/r/commits/abc
        http://127.0.0.1:8080/git/scm/P/r                                            | http://127.0.0.1:8080/git/rest p/r http://127.0.0.1:8080/git/projects/P/repos/r/commits/abc
        https://git.example.com/ctx/scm/~jane/r.git                                  | https://git.example.com/ctx/rest ~jane/r https://git.example.com/ctx/users/jane/repos/r/commits/abc
        https://git.example.com/ctx/users/jane/repos/r                               | https://git.example.com/ctx/rest ~jane/r https://git.example.com/ctx/users/jane/repos/r/commits/abc
        https://git.example.com/ctx/users/jane/repos/r/browse                        | https://git.example.com/ctx/rest ~jane/r https://git.example.com/ctx/users/jane/repos/r/commits/abc
        ssh://git@git.example.com:7999/~jane/r.git                                   | https://git.example.com/rest ~jane/r https://git.example.com/users/jane/repos/r/commits/abc
        §§                                                                           | spec.address: …https://…
        x                                                                            | spec.address: …https://…
        https://git.example.com                                                      | spec.address: …https://…
        https://git.example.com/P/r.git                                              | spec.address: …https://…
        https://git.example.com/scm/P                                                | spec.address: …https://…
        https://git.example.com/scm/P/r/more.git                                     | spec.address: …https://…
        https://git.example.com/scm/P/..                                             | spec.address: …https://…
        https://git.example.com/projects/P/repos                                     | spec.address: …https://…
        ssh://git@git.example.com/ctx/P/r.git                                        | spec.address: …https://…
        ftp://git.example.com/scm/P/r                                                | spec.address: …https://…
        https://user:squeamish@git.example.com/P                                     | spec.address: …https://…
        https://bitbucket.org/projects/P/repos/r                                     | spec.address: "bitbucket.org" is Bitbucket Cloud, which is the type bitbucket
        """)
    void anAddressOnADataCenterLeadsToItsRepository(String address, String leadsTo) {
        Cell.expect(leadsTo, () -> {
            assertThat(Server.destination(address)).isEqualTo(Server.destination(address));
            return Server.destination(address);
        });
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
}
