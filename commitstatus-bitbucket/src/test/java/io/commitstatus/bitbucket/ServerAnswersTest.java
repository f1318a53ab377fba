package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.testing.ScriptedApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAnswersTest {
    private final ScriptedApi api = new ScriptedApi(Cloud.clock());

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        204 | published
        204 [X-RateLimit-Remaining: 0; X-RateLimit-Interval-Seconds: 5] | published for PT5S
        204 [X-RateLimit-Remaining: 0]                 | published for PT1S
        204 [X-RateLimit-Remaining: 1; Retry-After: 0] | published
        400 commit.NoSuchCommitException "Commit does not exist" | not visible: HTTP 400: Commit does not exist
        404 commit.NoSuchCommitException "Commit does not exist" | not visible: HTTP 404: Commit does not exist
        400 {"errors":[{"context":"key","message":"too\\nlong","exceptionName":null},null,7,{"message":"more"}]} | rejected INVALID: HTTP 400: key: too long; more
        401 [X-AUSERNAME: jane] AuthorisationException "No" | rejected FORBIDDEN: HTTP 401: No (the account needs the permission to read prj/my-repo)
        401 [X-AUSERNAME: anonymous] AuthorisationException "No" | rejected CREDENTIALS: HTTP 401: No (…put a new one into the Secret)
        401 AuthorisationException "No"                | rejected CREDENTIALS: HTTP 401: No (…put a new one into the Secret)
        403                                            | rejected FORBIDDEN: HTTP 403 (the account needs the permission to read prj/my-repo)
        403 AuthorisationException "You may not"       | rejected FORBIDDEN: HTTP 403: You may not (the account needs the permission to read prj/my-repo)
        403 web.XsrfException "XSRF check failed"      | rejected FORBIDDEN: HTTP 403: XSRF check failed
        404 x.NoSuchRepositoryException "It is gone."  | rejected NOT_FOUND: HTTP 404: It is gone. (there is no prj/my-repo, …: check the address)
        408 Server Error                               | retry: HTTP 408
        500 Server Error                               | retry: HTTP 500
        502 Server Error                               | retry: HTTP 502
        503 Server Error                               | retry: HTTP 503
        504 Server Error                               | retry: HTTP 504
        429                                            | rate limited: HTTP 429
        429 [Retry-After: 7; X-RateLimit-Interval-Seconds: 60] | rate limited for PT7S: HTTP 429
        429 [Retry-After: 0; X-RateLimit-Interval-Seconds: 60] | rate limited for PT1M: HTTP 429
        429 [X-RateLimit-Interval-Seconds: 60]                 | rate limited for PT1M: HTTP 429
        429 [Retry-After: 0; X-RateLimit-Interval-Seconds: soon] | rate limited for PT1S: HTTP 429
        """)
    void aClearAnswerIsToldAndRaisesNoQuestion(String answer, String result) {
        Answers.add(api, Server.answers(answer));
        Cell.expect(result, () -> Server.session(api).publish(Cloud.status()));
        assertThat(api.requests()).hasSize(1);
    }

    /** A few refused passwords, and it asks for more than a password. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        401 [X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE; login-url=https://h/login] auth.CaptchaRequiredAuthenticationException "CAPTCHA required." | HTTP 401: CAPTCHA required.
        403 [X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE; login-url=https://h/login] auth.CaptchaRequiredAuthenticationException "CAPTCHA required." | HTTP 403: CAPTCHA required.
        401 [X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE; login-url=https://h/login] | HTTP 401
        403 [X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE; login-url=https://h/login] | HTTP 403
        """)
    void aCaptchaIsNamed(String answer, String reason) {
        Answers.add(api, Server.answers(answer));
        Cell.expect(
                "rejected CREDENTIALS: " + reason + " (the account has to answer a CAPTCHA: …)",
                () -> Server.session(api).publish(Cloud.status()));
    }
}
