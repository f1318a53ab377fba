package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.forge.ShownStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole stories against a Bitbucket Cloud that behaves. */
@Timeout(60)
class CloudStandInTest {
    private final ManualClock clock = Cloud.clock();
    private final StandInBitbucket bitbucket = StandInBitbucket.start(clock);

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    @Test
    void onlyTheAccountThatPostedAStatusOverwritesIt() throws Exception {
        open("first@example.com:one").publish(Cloud.status());

        PublishResult refused = open("second@example.com:two").publish(failed());
        assertThat(refused)
                .isInstanceOfSatisfying(
                        PublishResult.Rejected.class,
                        it -> assertThat(it.reason()).contains("HTTP 403", "only the account that posted a status"));
        assertThat(shown().state()).isEqualTo("SUCCESSFUL");

        assertThat(open("first@example.com:a-new-token").publish(failed())).isEqualTo(PublishResult.published());
        bitbucket.administrator("second@example.com");
        assertThat(open("second@example.com:two").publish(Cloud.status())).isEqualTo(PublishResult.published());
    }

    @Test
    void anAppPasswordIsRefusedForGood() throws Exception {
        assertThat(open("developer:password").publish(Cloud.status()))
                .isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
                    assertThat(it.kind()).isEqualTo(Rejection.CREDENTIALS);
                    assertThat(it.reason()).contains("2026-07-28").doesNotContain("password)");
                });
    }

    @Test
    void aUrlThatLooksLikeATemplateIsShownAsItIs() throws Exception {
        URI url = URI.create("https://ci.example.com/%7Bcommit.hash%7D");
        open("token").publish(Cloud.status().toBuilder().targetUrl(url).build());

        assertThat(shown().targetUrl()).contains(url.toString());
    }

    @Test
    void aRepositoryIsFoundByItsUuid() throws Exception {
        bitbucket.onlyRepositories("team/app");
        bitbucket.alias("{1a-2b}/{3c-4d}", "team/app");
        PublisherSession session = open("https://bitbucket.org/{1A-2B}/{3C-4D}", "token");

        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.published());
        assertThat(session.latest(Cloud.status())).isPresent();
        assertThat(bitbucket.name("team/app", Cloud.SHA, Cloud.VENDOR_KEY)).contains(Cloud.KEY);
    }

    @Test
    void aLimitIsLeftAloneForMinutesAndThenEnds() throws Exception {
        bitbucket.rateLimit(1);
        PublisherSession session = open("token");
        session.publish(Cloud.status());

        assertThat(session.publish(Cloud.status()))
                .isInstanceOfSatisfying(
                        PublishResult.RateLimited.class,
                        it -> assertThat(it.after()).contains(Duration.ofMinutes(5)));
        clock.advance(Duration.ofHours(1));
        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.published());
    }

    @Test
    void aCommitThatIsNotThereYetTakesItsStatusLater() throws Exception {
        bitbucket.commitVisible(Cloud.SHA, false);
        assertThat(open("token").publish(Cloud.status())).isInstanceOf(PublishResult.NotVisible.class);

        bitbucket.commitVisible(Cloud.SHA, true);
        assertThat(open("token").publish(Cloud.status())).isEqualTo(PublishResult.published());
    }

    private static CommitStatus failed() {
        return Cloud.status().toBuilder().state(CommitState.FAILURE).build();
    }

    private ShownStatus shown() {
        return bitbucket.shown("team/app", Cloud.SHA, Cloud.VENDOR_KEY).orElseThrow();
    }

    private PublisherSession open(String token) {
        return open(bitbucket.address("Team/App"), token);
    }

    private PublisherSession open(String address, String token) {
        Provider provider = Cloud.provider(address).toBuilder()
                .annotation(Provider.API_URL, bitbucket.apiUrl().toString())
                .build();
        Destination destination = new BitbucketCloudPublisher().destination(provider);
        return destination.open(
                PublisherContexts.open(provider, Cloud.secret(Map.of("token", token)), destination, clock));
    }
}
