package io.commitstatus.outbox;

import static io.commitstatus.outbox.Rows.LEASE;
import static io.commitstatus.outbox.Rows.NOW;
import static io.commitstatus.outbox.Rows.status;
import static io.commitstatus.outbox.Rows.time;
import static io.commitstatus.outbox.Rows.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of one register against a model of the Git host, which alone knows what it shows: posts are applied, lost,
 * applied late or refused, questions are answered or not, claimers stall and come back. Whenever the register says what is
 * shown, or says "unchanged", the model must agree; and in the end the host shows what is wanted.
 */
class RegisterHistoryTest {
    private static final int STEPS = 400;
    private static final Duration LATE = Duration.ofSeconds(30);
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("commitstatus.histories", 500));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsSaidToBeShownIsShown(long seed) {
        History history = new History(new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            history.step();
        }
        history.settleDown();
    }

    /** A post that the host will apply later. */
    private record Late(Instant at, CommitStatus status) {}

    /** A claim whose worker has stalled, with what it will report. */
    private record Stalled(Claim claim, Settlement settlement, Instant until) {}

    private static final class History {
        private final Random random;
        private final List<Late> late = new ArrayList<>();
        private final List<Stalled> stalled = new ArrayList<>();
        private Instant now = NOW;
        private @Nullable LeasedRow row;
        private @Nullable CommitStatus host;
        private int tokens;

        History(Random random) {
            this.random = random;
        }

        void step() {
            now = now.plusMillis(random.nextInt(5_000));
            hostApplies();
            switch (random.nextInt(5)) {
                case 0, 1 -> put();
                case 2, 3 -> attempt(true);
                default -> wakeOne();
            }
            check();
        }

        private void hostApplies() {
            late.removeIf(it -> {
                if (it.at().isAfter(now)) {
                    return false;
                }
                host = it.status();
                return true;
            });
        }

        private void put() {
            CommitStatus status = status(List.of("a", "b", "c").get(random.nextInt(3)));
            Transition<PutResult> put = RowTransitions.put(row, wanted(status, now), time(now));
            row = put.next();
            if (put.result().kind() == PutResult.Kind.UNCHANGED) {
                assertThat(host).isEqualTo(status);
            }
        }

        /** A worker's whole attempt; faults only while they are wanted. */
        private void attempt(boolean faults) {
            LeasedRow before = row;
            if (before == null || !before.isClaimable(now)) {
                return;
            }
            Transition<Claim> claimed = RowTransitions.claim(before, "t" + tokens++, LEASE, now);
            row = claimed.next();
            Settlement settlement = work(claimed.result().row(), faults);
            if (faults && random.nextInt(6) == 0) {
                stalled.add(new Stalled(
                        claimed.result(), settlement, now.plus(LEASE).plusSeconds(random.nextInt(60))));
                return;
            }
            now = now.plusMillis(random.nextInt(500));
            settle(claimed.result(), settlement);
        }

        private void settle(Claim claim, Settlement settlement) {
            row = RowTransitions.settle(Objects.requireNonNull(row), claim, settlement, now)
                    .next();
        }

        /** What the engine's attempt does: ask in doubt, then post. */
        private Settlement work(Row claimed, boolean faults) {
            if (claimed.shown().isExactly(claimed.status())) {
                return new Settlement(new Verdict.Done(true), Evidence.none());
            }
            Evidence evidence = Evidence.none();
            if (claimed.shown() instanceof Shown.Unknown && !(faults && random.nextInt(4) == 0)) {
                evidence = Evidence.seen(Optional.ofNullable(host));
                if (claimed.status().equals(host)) {
                    return new Settlement(new Verdict.Done(false), evidence);
                }
            }
            return post(claimed, evidence, faults ? random.nextInt(8) : 0);
        }

        private Settlement post(Row claimed, Evidence before, int fault) {
            Verdict retry = new Verdict.Retry(TOGETHER, "HTTP 503", true);
            Evidence lost = before.then(Evidence.mayHaveArrived(LATE));
            switch (fault) {
                case 1 -> {
                    host = claimed.status();
                    return new Settlement(retry, lost);
                }
                case 2 -> {
                    return new Settlement(retry, lost);
                }
                case 3 -> {
                    late.add(new Late(now.plusMillis(random.nextInt(30_000)), claimed.status()));
                    return new Settlement(retry, lost);
                }
                case 4 -> {
                    return new Settlement(retry, before);
                }
                case 5 -> {
                    return new Settlement(new Verdict.Rejected(Rejection.FORBIDDEN, "HTTP 403"), before);
                }
                default -> {
                    host = claimed.status();
                    return new Settlement(new Verdict.Done(false), before.then(Evidence.seen(claimed.status())));
                }
            }
        }

        private void wakeOne() {
            stalled.removeIf(it -> {
                if (it.until().isAfter(now)) {
                    return false;
                }
                settle(it.claim(), it.settlement());
                return true;
            });
        }

        private void check() {
            LeasedRow current = row;
            if (current != null
                    && current.lease().isEmpty()
                    && current.row().shown() instanceof Shown.Exactly exactly) {
                assertThat(host).isEqualTo(exactly.status());
            }
        }

        void settleDown() {
            for (int i = 0; i < 200; i++) {
                now = now.plusSeconds(10);
                hostApplies();
                wakeOne();
                attempt(false);
                check();
            }
            LeasedRow current = Objects.requireNonNull(row);
            assertThat(current.isSettled()).isTrue();
            assertThat(late).isEmpty();
            if (!current.row().state().isUndelivered()) {
                assertThat(host).isEqualTo(current.row().status());
                assertThat(current.row().shown())
                        .isEqualTo(new Shown.Exactly(current.row().status()));
            }
        }
    }
}
