package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a Data Center's answers are read; which endpoint it has is found out once, and then remembered. */
class ServerAnswersTest {
    private static final CommitStatus CANCELED =
            Cloud.status().toBuilder().state(CommitState.CANCELED).ref("main").build();

    private final ScriptedApi api = new ScriptedApi(Cloud.clock());
    private final PublisherSession session = Server.session(api);

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
        Cell.expect(result, () -> session.publish(Cloud.status()));
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
                () -> session.publish(Cloud.status()));
    }

    /** A server that does not tell counts as a new one; an old one may show a page where it has no endpoint. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        publish | 404 then 200                         | rejected NOT_FOUND: HTTP 404 (…) | POST builds, GET version
        publish | 404 then 200 {}                      | rejected NOT_FOUND: HTTP 404 (…) | POST builds, GET version
        publish | 404 then 200 {"version":7}           | rejected NOT_FOUND: HTTP 404 (…) | POST builds, GET version
        publish | 404 then 200 {"version":"seven"}     | rejected NOT_FOUND: HTTP 404 (…) | POST builds, GET version
        publish | 404 then 403                         | rejected NOT_FOUND: HTTP 404 (…) | POST builds, GET version
        publish | 404 <html>A dead link.</html> then 200 {"version":"7.3.0"} then 204 | published | POST builds, GET version, POST commit
        publish, publish | 404 {"message":"null for uri: x"} then 503 then 404 then 200 {"version":"7.0.0"} then 204 \
                | retry: HTTP 503, published           | POST builds, GET version, POST builds, GET version, POST commit
        publish, publish | 404 {"message":"null for uri: x"} then 200 {"version":"7.3.1"} then 204 then 204 \
                | published, published                 | POST builds, GET version, POST commit, POST commit
        publish, publish | 404 then 200 {"version":"9.6.0"} then 404 \
                | rejected NOT_FOUND: HTTP 404 (…), rejected NOT_FOUND: HTTP 404 (…) | POST builds, GET version, POST builds
        latest  | 200 {"state":"CANCELLED","name":"n","description":"d","url":"https://ci/2"} \
                | canceled of kustomization/gitops-system/0c9c2e41 as n: d <https://ci/2> | GET builds?key=KEY
        latest  | 404 build.NoSuchBuildStatusException "no such build" | nothing | GET builds?key=KEY
        latest  | 404 commit.NoSuchCommitException "no such commit"    | nothing | GET builds?key=KEY
        latest  | 404 then 200 {"version":"8.0.0"}     | nothing | GET builds?key=KEY, GET version
        latest  | 404 project.NoSuchProjectException "gone" | thrown rejected NOT_FOUND: HTTP 404: gone (…) | GET builds?key=KEY
        latest  | 200 []                               | thrown IOException: HTTP 200, but the answer is not a build status | GET builds?key=KEY
        latest  | 404 <html>A dead link.</html> then 200 {"version":"7.13.0"} then 200 {"values":[]} | nothing | GET builds?key=KEY, GET version, GET commit?0
        latest  | 404 {"message":"null for uri: x"} then 200 {"version":"7.3.0"} then 200 {"values":[{"key":"KEY","state":"FAILED"}]} \
                | canceled of …                        | GET builds?key=KEY, GET version, GET commit?0
        latest  | 405 then 200 {"version":"7.13.0"} then 200 {"isLastPage":false,"nextPageStart":1,"values":[{"key":"x","state":"FAILED"}]} \
                then 200 {"isLastPage":true,"nextPageStart":null,"values":[null,{"key":"KEY","state":"CANCELLED"}]} \
                | canceled of …                        | GET builds?key=KEY, GET version, GET commit?0, GET commit?1
        latest, publish, latest | 405 then 200 {"version":"7.13.0"} then 200 {"isLastPage":true,"values":[{"key":"x","state":"FAILED"}]} \
                then 204 then 200 {} | nothing, published, thrown IOException: the answer is not a page of build statuses \
                | GET builds?key=KEY, GET version, GET commit?0, POST builds, GET commit?0
        """)
    void aServerIsAskedWhatItHas(String calls, String answers, String results, String requests) {
        Answers.add(api, Server.answers(answers));
        Cell.expect(
                results,
                () -> Stream.of(calls.split(", "))
                        .map(it -> Cell.of(
                                () -> it.equals("publish") ? session.publish(CANCELED) : session.latest(CANCELED)))
                        .collect(Collectors.joining(", ")));
        assertThat(requests()).isEqualTo(requests);
    }

    @Test
    void anOldServerHasNoWordForCanceledAndNoRef() {
        Answers.add(api, "404 {\"message\":\"null for uri: x\"} then 200 {\"version\":\"7.3.1\"} then 204");
        Cell.expect("published", () -> session.publish(CANCELED));
        assertThat(api.lastBody()).isEqualTo(Cloud.body("FAILED"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "6.10.17, false, false",
        "7.3.9, false, false",
        "7.4.0, true, false",
        "7.13.2, true, false",
        "7.14, true, true",
        "10.0.0-rc1, true, true"
    })
    void versionsAreComparedAsNumbers(String text, boolean takes, boolean shows) throws Exception {
        api.then(200, "{\"version\":\"" + text + "\"}");
        ServerVersion version =
                ServerVersion.of(api.send(ApiRequest.get(URI.create(Server.API)).build()));
        assertThat(version.takesBuilds()).isEqualTo(takes);
        assertThat(version.showsBuilds()).isEqualTo(shows);
    }

    private String requests() {
        return api.requests().stream()
                .map(it -> it.toString()
                        .replace(Server.BUILDS, "builds")
                        .replace(Server.PROPERTIES, "version")
                        .replace(Server.OF_COMMIT, "commit")
                        .replace("?limit=100&start=", "?")
                        .replace(Cloud.VENDOR_KEY, "KEY"))
                .collect(Collectors.joining(", "));
    }
}
