package io.commitstatus.gitlab;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.testing.ScriptedApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is noon of 2026-01-31, the second 1769860800. */
class RateLimitTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            429 [Retry-After: 7] | rate limited for PT7S: HTTP 429
            429 [Retry-After: Sat, 31 Jan 2026 12:00:30 GMT; Content-Type: text/plain] Retry later | rate limited for PT30S: HTTP 429: Retry later
            429 [Retry-After: 7; RateLimit-Reset: 1769861100] {"message":"slow down"} | rate limited for PT7S: HTTP 429: slow down
            429 [Retry-After: 86400] Come back tomorrow | rate limited for PT24H: HTTP 429
            429 [RateLimit-Remaining: 0; RateLimit-Reset: 1769861100] Retry later | rate limited for PT5M: HTTP 429
            429 [RateLimit-Reset: 1769861100; Date: Sat, 31 Jan 2026 12:01:00 GMT] | rate limited for PT4M: HTTP 429
            429 [Content-Type: text/plain; charset=utf-8] Retry later | rate limited for PT1M: HTTP 429: Retry later
            429 [Content-Type: text/plain] Retry later | rate limited for PT1M: HTTP 429: Retry later
            429 [Retry-After: soon; RateLimit-Reset: later] | rate limited for PT1M: HTTP 429
            429 [RateLimit-Reset: 1] | rate limited for PT1S: HTTP 429
            429 [Retry-After: 0] | rate limited for PT1S: HTTP 429
            201 [RateLimit-Remaining: 0; RateLimit-Reset: 1769861100] {} | published for PT5M
            201 [RateLimit-Remaining: 1; RateLimit-Reset: 1769861100] {} | published
            """)
    void whatIsAnsweredSaysHowLongToWait(String answer, String result) {
        ScriptedApi api = Answers.add(new ScriptedApi(GitLab.clock()), answer);

        Cell.expect(result, () -> GitLab.session(api, GitLab.clock()).publish(GitLab.status()));
    }
}
