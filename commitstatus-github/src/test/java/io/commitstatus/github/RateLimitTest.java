package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.ScriptedApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final String SECONDARY =
            "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes.\"}";
    private static final String PRIMARY = "{\"message\":\"API rate limit exceeded for user ID 1.\"}";
    private static final long RESET = GitHub.NOW.plusSeconds(300).getEpochSecond();

    private final ManualClock clock = GitHub.clock();
    private final ScriptedApi api = new ScriptedApi(clock);
    private final PublisherSession session = GitHub.session(api, clock);

    @Test
    void retryAfterIsKeptWhateverTheStatus() throws Exception {
        for (int status : new int[] {403, 429}) {
            assertWait(status, "", 7, "Retry-After", "7");
            assertWait(status, SECONDARY, 30, "Retry-After", "Sat, 31 Jan 2026 12:00:30 GMT");
            assertWait(
                    status,
                    PRIMARY,
                    7,
                    "Retry-After",
                    "7",
                    "X-RateLimit-Remaining",
                    "0",
                    "X-RateLimit-Reset",
                    "" + RESET);
        }
    }

    @Test
    void anEmptyBudgetWaitsForItsReset() throws Exception {
        for (int status : new int[] {403, 429}) {
            assertWait(status, PRIMARY, 300, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "" + RESET);
        }
    }

    @Test
    void aSkewedClockDoesNotMatter() throws Exception {
        assertWait(
                403,
                PRIMARY,
                240,
                "Date",
                "Sat, 31 Jan 2026 12:01:00 GMT",
                "X-RateLimit-Remaining",
                "0",
                "X-RateLimit-Reset",
                "" + RESET);
    }

    @Test
    void aResetThatHasPassedIsStillAWait() throws Exception {
        assertWait(403, PRIMARY, 1, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1");
        assertWait(429, PRIMARY, 1, "Retry-After", "0");
    }

    @Test
    void aLimitWithoutATimeWaitsAMinuteAndThenTwiceAsLong() throws Exception {
        long seconds = 60;
        for (int status : new int[] {403, 429, 403, 429, 403, 403, 403}) {
            assertWait(status, SECONDARY, Math.min(seconds, 1800));
            clock.advance(Duration.ofSeconds(Math.min(seconds, 1800)));
            seconds *= 2;
        }
        api.then(201, "{}");
        session.publish(GitHub.status());
        assertWait(429, "", 60);
    }

    @Test
    void requestsThatWereUnderWayTogetherCountOnce() throws Exception {
        assertWait(403, SECONDARY, 60);
        assertWait(403, SECONDARY, 60);
        clock.advance(Duration.ofSeconds(60));
        assertWait(403, SECONDARY, 120);
    }

    @Test
    void headersThatCannotBeReadCountAsNone() throws Exception {
        assertWait(429, "", 60, "Retry-After", "soon", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "later");
    }

    @Test
    void aRefusalWithBudgetLeftIsNoLimit() throws Exception {
        api.then(403, "{\"message\":\"Resource not accessible\"}", "X-RateLimit-Remaining", "4999");

        assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.Rejected.class);
    }

    @Test
    void theLastOfABudgetIsPublishedAndPauses() throws Exception {
        api.then(201, "{}", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "" + RESET);
        api.then(201, "{}", "X-RateLimit-Remaining", "1", "X-RateLimit-Reset", "" + RESET);

        assertThat(session.publish(GitHub.status()))
                .isEqualTo(PublishResult.published().andPause(Duration.ofMinutes(5)));
        assertThat(session.publish(GitHub.status())).isEqualTo(PublishResult.published());
    }

    private void assertWait(int status, String body, long seconds, String... headers) throws Exception {
        api.then(status, body, headers);
        assertThat(session.publish(GitHub.status())).isInstanceOfSatisfying(PublishResult.RateLimited.class, it -> {
            assertThat(it.after()).contains(Duration.ofSeconds(seconds));
            assertThat(it.reason()).startsWith("HTTP " + status);
        });
    }
}
