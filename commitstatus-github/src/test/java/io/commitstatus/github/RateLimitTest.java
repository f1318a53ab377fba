package io.commitstatus.github;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.ScriptedApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is noon of 2026-01-31, the second 1769860800. */
class RateLimitTest {
    private static final String SECONDARY = " {\"message\":\"You have exceeded a secondary rate limit.\"}";

    private final ManualClock clock = GitHub.clock();
    private final ScriptedApi api = new ScriptedApi(clock);
    private final PublisherSession session = GitHub.session(api, clock);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            403 [Retry-After: 7] | rate limited for PT7S: HTTP 403
            429 [Retry-After: 7] | rate limited for PT7S: HTTP 429
            403 [Retry-After: Sat, 31 Jan 2026 12:00:30 GMT] {"message":"a secondary rate limit"} | rate limited for PT30S: HTTP 403: a secondary rate limit
            429 [Retry-After: Sat, 31 Jan 2026 12:00:30 GMT] {"message":"a secondary rate limit"} | rate limited for PT30S: HTTP 429: a secondary rate limit
            403 [Retry-After: 7; X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"API rate limit"} | rate limited for PT7S: HTTP 403: API rate limit
            429 [Retry-After: 7; X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"API rate limit"} | rate limited for PT7S: HTTP 429: API rate limit
            403 [X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"API limit exceeded"} | rate limited for PT5M: HTTP 403: API limit exceeded
            429 [X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"API limit exceeded"} | rate limited for PT5M: HTTP 429: API limit exceeded
            403 [Date: Sat, 31 Jan 2026 12:01:00 GMT; X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"x"} | rate limited for PT4M: HTTP 403: x
            403 [X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1] {"message":"x"} | rate limited for PT1S: HTTP 403: x
            429 [Retry-After: 0] {"message":"x"} | rate limited for PT1S: HTTP 429: x
            429 [Retry-After: soon; X-RateLimit-Remaining: 0; X-RateLimit-Reset: later] | rate limited for PT1M: HTTP 429
            403 {"message":"You have triggered an abuse detection mechanism."} | rate limited for PT1M: HTTP 403: You have triggered an abuse detection mechanism.
            403 [X-RateLimit-Remaining: 4999] {"message":"Resource not accessible"} | rejected FORBIDDEN: HTTP 403: Resource not accessible
            201 [X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {} | published for PT5M
            201 [X-RateLimit-Remaining: 1; X-RateLimit-Reset: 1769861100] {} | published
            """)
    void whatIsAnsweredSaysHowLongToWait(String answer, String result) {
        answered(answer, result);
    }

    @Test
    void aLimitWithoutATimeWaitsAMinuteAndThenTwiceAsLong() {
        long seconds = 60;
        for (int status : new int[] {403, 429, 403, 429, 403, 403, 403}) {
            Duration wait = Duration.ofSeconds(Math.min(seconds, 1800));
            answered(status + SECONDARY, "rate limited for " + wait + ": HTTP " + status + ": You have exceeded…");
            clock.advance(wait);
            seconds *= 2;
        }
        answered("201 {}", "published");
        answered("429", "rate limited for PT1M: HTTP 429");
    }

    @Test
    void requestsThatWereUnderWayTogetherCountOnce() {
        answered("403" + SECONDARY, "rate limited for PT1M: …");
        answered("403" + SECONDARY, "rate limited for PT1M: …");
        clock.advance(Duration.ofSeconds(60));
        answered("403" + SECONDARY, "rate limited for PT2M: …");
    }

    private void answered(String answer, String result) {
        Answers.add(api, answer);
        Cell.expect(result, () -> session.publish(GitHub.status()));
    }
}
