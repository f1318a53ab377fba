package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.forge.ShownStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole stories against a Bitbucket Cloud that behaves. */
@Timeout(60)
class CloudStandInTest {
    private static final CommitStatus FAILED = Cloud.status(CommitState.FAILURE);

    private final ManualClock clock = Cloud.clock();

    @AutoClose
    private final StandInBitbucket bitbucket = StandInBitbucket.start(clock);

    @Test
    void onlyTheAccountThatPostedAStatusOverwritesIt() {
        assertPublish("published", open("first@example.com:one"), Cloud.status());
        assertPublish(
                "rejected FORBIDDEN: HTTP 403…only the account that posted a status…",
                open("second@example.com:two"),
                FAILED);
        assertThat(shown().state()).isEqualTo("SUCCESSFUL");

        assertPublish("published", open("first@example.com:a-new-token"), FAILED);
        bitbucket.administrator("second@example.com");
        assertPublish("published", open("second@example.com:two"), Cloud.status());
    }

    @Test
    void anAppPasswordIsRefusedForGood() {
        assertPublish("rejected CREDENTIALS: …2026-07-28…", open("developer:squeamish"), Cloud.status());
    }

    @Test
    void aUrlThatLooksLikeATemplateIsShownAsItIs() {
        URI url = URI.create("https://ci.example.com/%7Bcommit.hash%7D");
        assertPublish(
                "published",
                open("token"),
                Cloud.status().toBuilder().targetUrl(url).build());
        assertThat(shown().targetUrl()).contains(url.toString());
    }

    @Test
    void aRepositoryIsFoundByItsUuid() throws Exception {
        bitbucket.onlyRepositories("team/app");
        bitbucket.alias("{1a-2b}/{3c-4d}", "team/app");
        PublisherSession session = open("https://bitbucket.org/{1A-2B}/{3C-4D}", "token");

        assertPublish("published", session, Cloud.status());
        assertThat(session.latest(Cloud.status())).isPresent();
        assertThat(bitbucket.name("team/app", Cloud.SHA, Cloud.VENDOR_KEY)).contains(Cloud.KEY);
    }

    @Test
    void aLimitIsLeftAloneForMinutesAndThenEnds() {
        bitbucket.rateLimit(1);
        PublisherSession session = open("token");
        assertPublish("published", session, Cloud.status());
        assertPublish("rate limited for PT5M: …", session, Cloud.status());
        clock.advance(Duration.ofHours(1));
        assertPublish("published", session, Cloud.status());
    }

    private static void assertPublish(String result, PublisherSession session, CommitStatus status) {
        Cell.expect(result, () -> session.publish(status));
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
        return Cloud.open(provider, Map.of("token", token), clock);
    }
}
