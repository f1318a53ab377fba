package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.ScriptedApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final String RESET =
            Long.toString(GitLab.NOW.plusSeconds(300).getEpochSecond());

    private final ManualClock clock = GitLab.clock();
    private final ScriptedApi api = new ScriptedApi(clock);
    private final PublisherSession session = GitLab.session(api, clock);

    @Test
    void retryAfterIsKeptWhateverTheBody() throws Exception {
        assertWait("", 7, "Retry-After", "7");
        assertWait("Retry later\n", 30, "Retry-After", "Sat, 31 Jan 2026 12:00:30 GMT", "Content-Type", "text/plain");
        assertWait("{\"message\":\"slow down\"}", 7, "Retry-After", "7", "RateLimit-Reset", RESET);
        assertWait("Come back tomorrow", 86_400, "Retry-After", "86400");
    }

    @Test
    void withoutItTheResetCounts() throws Exception {
        assertWait("Retry later\n", 300, "RateLimit-Remaining", "0", "RateLimit-Reset", RESET);
        assertWait("", 240, "RateLimit-Reset", RESET, "Date", "Sat, 31 Jan 2026 12:01:00 GMT");
    }

    @Test
    void aLimitWithoutATimeWaitsAMinute() throws Exception {
        assertWait("Retry later\n", 60, "Content-Type", "text/plain");
        assertWait("", 60, "Retry-After", "soon", "RateLimit-Reset", "later");
    }

    @Test
    void aResetThatHasPassedIsStillAWait() throws Exception {
        assertWait("", 1, "RateLimit-Reset", "1");
        assertWait("", 1, "Retry-After", "0");
    }

    @Test
    void plainTextIsTold() throws Exception {
        api.then(429, "Retry later\n", "Content-Type", "text/plain; charset=utf-8");

        assertThat(session.publish(GitLab.status()))
                .isInstanceOfSatisfying(
                        PublishResult.RateLimited.class,
                        it -> assertThat(it.reason()).isEqualTo("HTTP 429: Retry later"));
    }

    @Test
    void theLastOfABudgetIsPublishedAndPauses() throws Exception {
        api.then(201, "{}", "RateLimit-Remaining", "0", "RateLimit-Reset", RESET);
        api.then(201, "{}", "RateLimit-Remaining", "1", "RateLimit-Reset", RESET);

        assertThat(session.publish(GitLab.status()))
                .isEqualTo(PublishResult.published().andPause(Duration.ofMinutes(5)));
        assertThat(session.publish(GitLab.status())).isEqualTo(PublishResult.published());
    }

    private void assertWait(String body, long seconds, String... headers) throws Exception {
        api.then(429, body, headers);
        assertThat(session.publish(GitLab.status())).isInstanceOfSatisfying(PublishResult.RateLimited.class, it -> {
            assertThat(it.after()).contains(Duration.ofSeconds(seconds));
            assertThat(it.reason()).startsWith("HTTP 429");
        });
    }
}
