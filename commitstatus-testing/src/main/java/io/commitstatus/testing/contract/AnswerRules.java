package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublishResult.NotVisible;
import io.commitstatus.spi.PublishResult.Rejected;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.HttpDate;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** P5 to P7, P10, P18 and P19: what the vendor's answers mean. */
abstract class AnswerRules extends PublisherRules {
    /** After which core would try again. */
    private static final Duration BACKOFF = Duration.ofSeconds(2);

    private static final Duration WAIT = Duration.ofSeconds(37);

    AnswerRules(PublisherContract contract) {
        super(contract);
    }

    private CommitStatus status() {
        return status(CommitState.SUCCESS, "rolled out");
    }

    @Test
    void p05_answers429WithRateLimitedAndThatDelay() {
        for (RateLimitAnswer limit : standardRateLimits()) {
            assertHeeded(limit);
        }
    }

    @Test
    void p05_readsADelayByTheServersClock() {
        ForgeResponse skewed = tooMany()
                .header("Date", HttpDate.of(contract.now().minus(Duration.ofHours(5))))
                .header(
                        "Retry-After",
                        HttpDate.of(contract.now().minus(Duration.ofHours(5)).plus(WAIT)));
        assertHeeded(new RateLimitAnswer(skewed, WAIT));
    }

    @Test
    void p05_answersTheHostsOwnLimitsWithThatDelay() {
        int limits = contract.rateLimits().size();
        assumeTrue(limits > 0, "the vendor has no limits of its own kind");
        for (int i = 0; i < limits; i++) {
            // Made anew, because its time counts from now.
            assertHeeded(contract.rateLimits().get(i));
        }
    }

    @Test
    void p05_aQuestionIsAnsweredWithThatDelayToo() {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        try (PublisherSession session = open()) {
            for (RateLimitAnswer limit : standardRateLimits()) {
                forge().next(Fault.answer(limit.response()));
                assertWaits(Attempt.latest(session, status()), limit);
            }
        }
    }

    @Test
    void p06_answersServerErrorsWithRetryAndNoDelay() {
        try (PublisherSession session = open()) {
            for (int code : List.of(500, 502, 503, 504)) {
                forge().next(Fault.answer(code, "oops"));
                Attempt attempt = Attempt.publish(session, status());
                assertThat(attempt.leavesTheBackoffToCore())
                        .as("after %s: %s", code, attempt.everything())
                        .isTrue();
                contract.clock.advance(BACKOFF);
            }
            lands(session, status());
        }
    }

    @Test
    void p06_survivesACutConnection() {
        try (PublisherSession session = open()) {
            for (Fault fault : List.of(Fault.reset(), Fault.lostAnswer(), Fault.halfSent())) {
                forge().next(fault);
                Attempt attempt = Attempt.publish(session, status());
                assertThat(attempt.leavesTheBackoffToCore())
                        .as("after %s: %s", fault, attempt.everything())
                        .isTrue();
                contract.clock.advance(BACKOFF);
            }
            lands(session, status());
        }
    }

    @Test
    void p07_answersRefusedCredentialsWithRejectedCredentials() {
        for (ForgeResponse answer : contract.badCredentials()) {
            assertRejected(answer, Rejection.CREDENTIALS);
        }
    }

    @Test
    void p07_answersFinalRefusalsWithTheirKindAndNumber() {
        contract.refusals().forEach(this::assertRejected);
    }

    @Test
    void p07_aQuestionIsRefusedWithTheSameKind() {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        for (ForgeResponse answer : contract.badCredentials()) {
            forge().next(Fault.answer(answer));
            try (PublisherSession session = open()) {
                Attempt attempt = Attempt.latest(session, status());
                assertThat(attempt.as(Rejected.class).map(Rejected::kind))
                        .as("latest after %s: %s", answer.status(), attempt.everything())
                        .contains(Rejection.CREDENTIALS);
            } finally {
                forge().clearFaults();
            }
        }
    }

    @Test
    void p07_answersAnUnknownCommitWithNotVisible() {
        Optional<ForgeResponse> answer = contract.unknownCommit();
        assumeTrue(answer.isPresent(), "the vendor has no answer of its own for an unknown commit");
        try (PublisherSession session = open()) {
            forge().next(Fault.answer(answer.get()));
            Attempt attempt = Attempt.publish(session, status());
            assertThat(attempt.as(NotVisible.class)).as(attempt.everything()).isPresent();
            lands(session, status());
        }
    }

    @Test
    void p10_survivesAnyBody() {
        try (PublisherSession session = open()) {
            for (int code : List.of(200, 201, 400, 401, 403, 404, 422, 429, 500)) {
                for (Fault fault : oddBodies(code)) {
                    forge().next(fault);
                    Attempt attempt = Attempt.publish(session, status());
                    assertThat(code >= 400 && attempt.claimsSuccess())
                            .as("claims success after %s: %s", fault, attempt.everything())
                            .isFalse();
                }
                forge().clearFaults();
            }
        }
    }

    @Test
    void p10_aQuestionSurvivesAnyBody() {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        try (PublisherSession session = open()) {
            for (int code : List.of(200, 400, 404, 500)) {
                for (Fault fault : oddBodies(code)) {
                    forge().next(fault);
                    Attempt attempt = Attempt.latest(session, status());
                    assertThat(attempt.claimsSuccess()).as(attempt.everything()).isFalse();
                }
                forge().clearFaults();
            }
        }
    }

    @Test
    void p18_takesNoPageForAnAnswer() {
        try (PublisherSession session = open()) {
            for (Fault page : pages()) {
                forge().next(page);
                assertNoAnswer(Attempt.publish(session, status()), page);
                forge().clearFaults();
            }
            forge().next(Fault.redirect(302, "/login"), Fault.answer(pages(200).get(0)));
            assertNoAnswer(Attempt.publish(session, status()), Fault.redirect(302, "/login"));
            forge().clearFaults();
            contract.clock.advance(Duration.ofHours(1));
            lands(session, status());
        }
    }

    @Test
    void p18_aQuestionTakesNoPageForAnAnswer() {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        try (PublisherSession session = open()) {
            for (Fault page : pages()) {
                forge().next(page);
                Attempt attempt = Attempt.latest(session, status());
                assertThat(attempt.failure())
                        .as("a question after %s, of which nothing is known", page)
                        .isNotNull();
                assertNoAnswer(attempt, page);
                forge().clearFaults();
            }
        }
    }

    @Test
    void p19_leavesOutWhatTheHostRefusesInOneFurtherRequest() {
        List<ForgeResponse> refusals = contract.refusedParts();
        assumeTrue(!refusals.isEmpty(), "the vendor refuses no optional part");
        for (ForgeResponse refusal : refusals) {
            try (PublisherSession session = open()) {
                int before = forge().requestCount();
                forge().next(Fault.answer(refusal));
                Attempt attempt = Attempt.publish(session, status());
                assertThat(attempt.as(PublishResult.Published.class).map(PublishResult.Published::note))
                        .as("the note after %s: %s", refusal, attempt.everything())
                        .hasValueSatisfying(it -> assertThat(it).contains(Integer.toString(refusal.status())));
                assertThat(forge().requestCount() - before).as("requests").isEqualTo(2);
                assertThat(contract.shown(status()))
                        .hasValueSatisfying(it -> assertThat(it.description().isEmpty()
                                        || !it.targetUrl()
                                                .equals(status().targetUrl().map(URI::toString)))
                                .as("whether something was left out of %s", it)
                                .isTrue());

                forge().next(Fault.answer(refusal), Fault.answer(refusal));
                assertThat(Attempt.publish(session, status()).as(Rejected.class))
                        .as("refused twice")
                        .isPresent();
            }
        }
    }

    private static List<Fault> pages() {
        List<Fault> faults = new ArrayList<>();
        for (int code : List.of(200, 201, 203, 400, 403, 404, 422, 500, 503)) {
            pages(code).forEach(it -> faults.add(Fault.answer(it)));
        }
        return faults;
    }

    private static List<ForgeResponse> pages(int code) {
        String page = "\n<!DOCTYPE html><html><head><title>Sign in</title></head><body>Who are you?</body></html>";
        return List.of(
                new ForgeResponse(code, Map.of("Content-Type", "text/html; charset=utf-8"), page),
                new ForgeResponse(code, Map.of("Content-Type", "application/json"), page),
                new ForgeResponse(code, Map.of(), page));
    }

    private static void assertNoAnswer(Attempt attempt, Fault page) {
        boolean refused = attempt.as(Rejected.class)
                .filter(it -> it.kind() == Rejection.CREDENTIALS)
                .isPresent();
        assertThat(refused || attempt.leavesTheBackoffToCore())
                .as("nothing that is final, or a success, after a page, %s: %s", page, attempt.everything())
                .isTrue();
    }

    private List<RateLimitAnswer> standardRateLimits() {
        return List.of(
                new RateLimitAnswer(tooMany().header("Retry-After", Long.toString(WAIT.toSeconds())), WAIT),
                new RateLimitAnswer(
                        tooMany()
                                .header("Date", HttpDate.of(contract.now()))
                                .header(
                                        "Retry-After",
                                        HttpDate.of(contract.now().plus(WAIT))),
                        WAIT));
    }

    private static ForgeResponse tooMany() {
        return ForgeResponse.json(429, Map.of("message", "Too Many Requests"));
    }

    private void assertHeeded(RateLimitAnswer limit) {
        try (PublisherSession session = open()) {
            forge().next(Fault.answer(limit.response()));
            assertWaits(Attempt.publish(session, status()), limit);
            assertThat(forge().faultsLeft()).isZero();
            contract.clock.advance(limit.after());
            lands(session, status());
        }
    }

    private static void assertWaits(Attempt attempt, RateLimitAnswer limit) {
        if (limit.response().status() == 429) {
            assertThat(attempt.as(PublishResult.RateLimited.class))
                    .as(
                            "a rate limit, by which nothing was applied, after %s: %s",
                            limit.response(), attempt.everything())
                    .isPresent();
        }
        Optional<Duration> after = attempt.pause();
        assertThat(after)
                .as("the wait after %s: %s", limit.response(), attempt.everything())
                .isPresent();
        assertThat(after.get().toSeconds())
                .as("seconds to wait after %s", limit.response())
                .isCloseTo(limit.after().truncatedTo(ChronoUnit.SECONDS).toSeconds(), within(1L));
    }

    private void assertRejected(ForgeResponse answer, Rejection kind) {
        forge().next(Fault.answer(answer));
        try (PublisherSession session = open()) {
            Attempt attempt = Attempt.publish(session, status());
            assertThat(attempt.as(Rejected.class).map(Rejected::kind))
                    .as("after %s: %s", answer, attempt.everything())
                    .contains(kind);
            assertThat(attempt.as(Rejected.class).map(Rejected::reason).orElse(""))
                    .contains(Integer.toString(answer.status()));
        } finally {
            forge().clearFaults();
        }
    }

    private static List<Fault> oddBodies(int code) {
        List<Fault> faults = new ArrayList<>(List.of(Fault.empty(code), Fault.garbage(code), Fault.huge(code)));
        for (String body : List.of(
                "<html><body>Sign in</body></html>",
                "null",
                "[]",
                "[null, 1, \"a\", {}]",
                "\"text\"",
                "{}",
                "{\"message\": {\"a\": [1, null]}, \"errors\": [null, 1, {}], \"error\": [[]]}",
                "{\"statuses\": 1, \"values\": {}, \"value\": \"x\", \"state\": [], \"context\": 3, \"id\": \"x\"}",
                "{\"statuses\": [null, {\"context\": null}], \"values\": [7], \"value\": [{\"context\": 1}]}",
                "[".repeat(100_000))) {
            faults.add(Fault.answer(code, Map.of("Content-Type", "application/json"), body));
        }
        return faults;
    }
}
