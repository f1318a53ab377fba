package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.START;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.Submission;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Value A is delivered; value B reaches the Git host, but no clean answer says so; then A comes again. Whatever happened to B's
 * answer, the host must end with A, and "unchanged" must not be said while it shows B.
 */
class ShownTest {
    private static final String PROVIDER = "flux-system/main";
    private static final CommitStatus A = status(1, "k", CommitState.SUCCESS, "A");
    private static final CommitStatus B = status(1, "k", CommitState.FAILURE, "B");
    private static final CommitStatus C = status(1, "k", CommitState.SUCCESS, "C");
    private static final Duration LATER = Duration.ofMinutes(2);

    /** How B's answer, and what comes after it, goes wrong. */
    static Stream<List<Fault>> faults() {
        Fault lost = Fault.lostAnswer();
        Fault appliedThen503 = Fault.appliedThen(503, Map.of("Retry-After", "3"), "busy");
        Fault appliedThen502 = Fault.appliedThen(502, Map.of(), "bad gateway");
        Fault appliedThenTimeout = Fault.appliedThen(504, Map.of(), "gateway timeout");
        Fault forbidden = Fault.answer(403, "{\"message\":\"no\"}");
        Fault missing = Fault.answer(404, "{\"message\":\"no\"}");
        Fault broken = Fault.answer(500, "x");
        Fault busy = Fault.answer(429, Map.of("Retry-After", "2"), "x");
        return Stream.of(
                List.of(lost),
                List.of(appliedThen503),
                List.of(appliedThen502),
                List.of(appliedThenTimeout),
                List.of(lost, forbidden),
                List.of(lost, missing),
                List.of(lost, broken),
                List.of(lost, busy),
                List.of(lost, forbidden, forbidden),
                List.of(lost, forbidden, busy),
                List.of(appliedThen503, busy, broken),
                List.of(lost, broken, broken, broken, broken, broken),
                List.of(lost, lost),
                List.of(lost, forbidden, lost));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theHostEndsWithTheNewestWhateverBecameOfTheAnswer(List<Fault> faults) throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            deliver(f, A);
            f.host.forge().next(faults.toArray(Fault[]::new));
            f.router.submit(Submission.of(PROVIDER, B).at(START.plusSeconds(10)));
            f.awaitAttempts(2);

            Receipt again = f.router.submit(Submission.of(PROVIDER, A).at(START.plusSeconds(20)));
            if (again.settled()) {
                // Nothing has moved the clock: B's answer is still open.
                assertThat(Fixture.outcome(again)).isNotEqualTo(Outcome.Kind.UNCHANGED);
            }
            settle(f, again);
            if (Fixture.outcome(again) == Outcome.Kind.REJECTED) {
                // The Git host refused A itself, which was told; once it accepts, A is not taken for shown.
                settle(f, f.router.replay(again.sent().get(0).id()).orElseThrow());
            }

            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("A");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theHostEndsWithTheNewestWhereAnotherValueCameInBetween(List<Fault> faults) throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            deliver(f, A);
            f.host.forge().next(faults.toArray(Fault[]::new));
            f.router.submit(Submission.of(PROVIDER, B).at(START.plusSeconds(10)));
            f.awaitAttempts(2);
            Receipt between = f.router.submit(Submission.of(PROVIDER, C).at(START.plusSeconds(15)));
            f.clock.advance(Duration.ofSeconds(2));
            between.await(Duration.ofMillis(100));
            settle(f, f.router.submit(Submission.of(PROVIDER, A).at(START.plusSeconds(20))));

            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("A");
        }
    }

    @Test
    void aRequestThatIsAppliedLateIsRepaired() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            List<Runnable> late = new CopyOnWriteArrayList<>();
            deliver(f, A);
            f.host.forge().next(Fault.appliedLate((request, write) -> late.add(write)));
            f.router.submit(Submission.of(PROVIDER, B).at(START.plusSeconds(10)));
            f.awaitAttempts(2);
            Receipt newest = f.router.submit(Submission.of(PROVIDER, C).at(START.plusSeconds(20)));
            f.clock.advance(Duration.ofSeconds(2));
            assertThat(Fixture.outcome(newest)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("C");

            assertThat(late).hasSize(1);
            late.forEach(Runnable::run);
            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("B");
            f.clock.advance(LATER);

            f.awaitTrue(() -> f.shown(1, "k").orElseThrow().description().equals("C"));
        }
    }

    @Test
    void aValueThatComesWhileTheQuestionIsUnderWayIsNotTakenForShown() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            deliver(f, A);
            f.host.forge().next(Fault.lostAnswer());
            f.router.submit(Submission.of(PROVIDER, B).at(START.plusSeconds(10)));
            f.awaitAttempts(2);
            Receipt again;
            try (var gate = f.host.forge().hold(it -> it.method().equals("GET"))) {
                f.clock.advance(Duration.ofSeconds(2));
                gate.awaitArrivals(1, SOON);
                again = f.router.submit(Submission.of(PROVIDER, A).at(START.plusSeconds(20)));
            }
            settle(f, again);

            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("A");
        }
    }

    @Test
    void aProviderThatIsPointedElsewhereAndBackInheritsNothing() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            deliver(f, A);
            f.host.forge().next(Fault.lostAnswer());
            f.router.submit(Submission.of(PROVIDER, B).at(START.plusSeconds(10)));
            f.awaitAttempts(2);
            f.router.reconfigure(
                    Fixture.configuration(f.provider("main", "org/moved").build()));
            f.clock.advance(Duration.ofSeconds(2));
            f.awaitTrue(() -> f.router.backlog().waiting() == 0);
            Receipt elsewhere = f.router.submit(Submission.of(PROVIDER, A).at(START.plusSeconds(15)));
            settle(f, elsewhere);
            assertThat(f.host.shown("org/moved", A.commit(), "k").orElseThrow().description())
                    .isEqualTo("A");

            f.router.reconfigure(Fixture.configuration(f.provider().build()));
            settle(f, f.router.submit(Submission.of(PROVIDER, A).at(START.plusSeconds(20))));

            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("A");
        }
    }

    private static void deliver(Fixture f, CommitStatus status) throws InterruptedException {
        assertThat(Fixture.outcome(
                        f.router.submit(Submission.of(PROVIDER, status).at(START))))
                .isEqualTo(Outcome.Kind.DELIVERED);
    }

    /** Lets time pass until the status has ended and nothing is left to be looked at. */
    private static void settle(Fixture f, Receipt receipt) throws InterruptedException {
        for (int i = 0; i < 40 && !receipt.settled(); i++) {
            f.clock.advance(Duration.ofSeconds(30));
            receipt.await(Duration.ofMillis(50));
        }
        assertThat(receipt.settled()).isTrue();
        f.host.forge().clearFaults();
        f.clock.advance(LATER);
        receipt.await(Duration.ofMillis(50));
    }
}
