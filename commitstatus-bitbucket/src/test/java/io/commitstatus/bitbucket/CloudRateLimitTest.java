package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.ScriptedApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CloudRateLimitTest {
    private static final String LIMIT = "{\"error\":{\"message\":\"Rate limit for this resource has been exceeded\"}}";

    private final ManualClock clock = Cloud.clock();
    private final ScriptedApi api = new ScriptedApi(clock);
    private final PublisherSession session = Cloud.session(api, clock);

    @Test
    void aLimitWithoutATimeWaitsMinutesAndThenTwiceAsLong() throws Exception {
        for (int minutes : new int[] {5, 10, 20, 30, 30}) {
            assertWait(Duration.ofMinutes(minutes));
            clock.advance(Duration.ofMinutes(minutes));
        }
        api.then(201, "{}");
        session.publish(Cloud.status());
        assertWait(Duration.ofMinutes(5));
    }

    @Test
    void requestsThatWereUnderWayTogetherCountOnce() throws Exception {
        assertWait(Duration.ofMinutes(5));
        assertWait(Duration.ofMinutes(5));
        clock.advance(Duration.ofMinutes(5));
        assertWait(Duration.ofMinutes(10));
    }

    @Test
    void retryAfterIsKeptWhereItIsGiven() throws Exception {
        assertWait(Duration.ofSeconds(7), "Retry-After", "7");
        assertWait(Duration.ofSeconds(1), "Retry-After", "0");
    }

    @Test
    void beingNearTheLimitIsNoReasonToWait() throws Exception {
        api.then(201, "{}", "X-RateLimit-Limit", "1000", "X-RateLimit-NearLimit", "true");

        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.published());
    }

    private void assertWait(Duration wait, String... headers) throws Exception {
        api.then(429, LIMIT, headers);
        assertThat(session.publish(Cloud.status())).isInstanceOfSatisfying(PublishResult.RateLimited.class, it -> {
            assertThat(it.after()).contains(wait);
            assertThat(it.reason()).startsWith("HTTP 429: Rate limit");
        });
    }
}
