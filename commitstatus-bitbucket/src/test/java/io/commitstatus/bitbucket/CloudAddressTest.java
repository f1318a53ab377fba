package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudAddressTest {

    @Test
    void everyFormOfAnAddressLeadsToTheSameRepository() {
        for (String address : List.of(
                "https://bitbucket.org/My-Team/My.Repo",
                "https://bitbucket.org/my-team/my.repo.git",
                "https://dev@bitbucket.org/my-team/my.repo.git/",
                "https://x-token-auth:squeamish@bitbucket.org/my-team/my.repo",
                "https://www.bitbucket.org/my-team/my.repo",
                "https://BITBUCKET.org:443/my-team/my.repo?at=main",
                "ssh://git@bitbucket.org/my-team/my.repo.git",
                "ssh://git@altssh.bitbucket.org:443/my-team/my.repo.git",
                "git@bitbucket.org:my-team/my.repo.git")) {
            Destination destination = Cloud.destination(address);
            assertThat(destination.api()).as(address).isEqualTo(URI.create("https://api.bitbucket.org/2.0"));
            assertThat(destination.repository()).as(address).isEqualTo("my-team/my.repo");
            assertThat(destination.commitPage(Cloud.SHA))
                    .contains(URI.create("https://bitbucket.org/my-team/my.repo/commits/" + Cloud.SHA));
            assertThat(destination).as("equal addresses, equal values").isEqualTo(Cloud.destination(address));
        }
    }

    @Test
    void uuidsInBracesAreTakenAndEscapedInThePage() {
        for (String address : List.of(
                "https://bitbucket.org/{5F2B1A00-team}/{9c1d-repo}",
                "https://bitbucket.org/%7B5f2b1a00-team%7D/%7B9c1d-repo%7D.git",
                "git@bitbucket.org:{5f2b1a00-team}/{9c1d-repo}")) {
            Destination destination = Cloud.destination(address);
            assertThat(destination.repository()).as(address).isEqualTo("{5f2b1a00-team}/{9c1d-repo}");
            assertThat(destination.commitPage("abc"))
                    .contains(URI.create("https://bitbucket.org/%7B5f2b1a00-team%7D/%7B9c1d-repo%7D/commits/abc"));
        }
    }

    @Test
    void anAnnotationNamesAnotherApi() {
        Provider provider = Cloud.provider("https://bitbucket.org/o/r").toBuilder()
                .annotation(Provider.API_URL, "https://gateway.example.com/bitbucket/2.0/")
                .build();

        assertThat(new BitbucketCloudPublisher().destination(provider).api())
                .isEqualTo(URI.create("https://gateway.example.com/bitbucket/2.0"));
    }

    @Test
    void whatIsNoRepositoryIsRefused() {
        for (String address : List.of(
                "",
                "x",
                "https://bitbucket.org",
                "https://bitbucket.org/o",
                "https://bitbucket.org/o/r/src/main",
                "https://bitbucket.org/o/..",
                "ftp://bitbucket.org/o/r",
                "https://user:squeamish@bitbucket.org/o")) {
            assertThatThrownBy(() -> Cloud.destination(address))
                    .as(address)
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("spec.address"))
                    .hasMessageContaining("https://")
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void anyOtherHostIsADataCenter() {
        assertThatThrownBy(() -> Cloud.destination("https://bitbucket.example.com/scm/KEY/repo.git"))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("\"bitbucket.example.com\"")
                .hasMessageContaining("type bitbucketserver");
    }

    @Test
    void theLimitsAreBitbuckets() {
        Destination destination = Cloud.destination("https://bitbucket.org/o/r");

        assertThat(destination.limits().name()).isEqualTo(255);
        assertThat(destination.limits().targetUrl()).isEqualTo(450);
        assertThat(destination.limits().targetUrlRequired()).isTrue();
        assertThat(destination.limits().sha256()).isFalse();
        assertThat(destination.oneAtATimePerCommit()).isFalse();
        assertThat(destination.rateLimits()).containsExactly(new RateLimit(1000, Duration.ofHours(1)));
        assertThat(destination.vendorKey(Cloud.status())).isEqualTo(Cloud.VENDOR_KEY);
    }
}
