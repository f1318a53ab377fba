package io.commitstatus.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong inside of a file outbox. */
class FileOutboxTest {
    private static final NamespacedName PROVIDER = NamespacedName.parse("team/main");
    private static final String SHA = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";
    private static final DeliveryKey KEY =
            new DeliveryKey("host", URI.create("https://api.example.com"), "team", "org/repo", SHA, "key");
    private static final ClaimRequest CLAIM = ClaimRequest.of(Map.of(PROVIDER, Duration.ofMinutes(1)), 10);
    private static final int TRIES = 3;

    @TempDir
    Path folder;

    /** Fails at one reading, as anything may in a process that is short of memory. */
    private static final class FailingClock extends Clock {
        private final AtomicInteger left = new AtomicInteger();

        void failAt(int reading) {
            left.set(reading);
        }

        @Override
        public Instant instant() {
            if (left.decrementAndGet() == 0) {
                throw new IllegalStateException("the clock fails");
            }
            return Instant.parse("2026-05-01T12:00:00Z");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aRowThatCouldNotBeReplacedIsStillDelivered(int reading) {
        FailingClock clock = new FailingClock();
        try (Outbox outbox = FileOutbox.at(folder.resolve("outbox.db"), 10, clock)) {
            outbox.put(List.of(wanted("first")));
            clock.failAt(reading);
            attempt(() -> outbox.put(List.of(wanted("second"))));
            clock.failAt(0);
            deliver(outbox);
            assertThat(outbox.find(List.of(KEY)))
                    .singleElement()
                    .extracting(Row::state)
                    .isEqualTo(RowState.DELIVERED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aDeliveryGoesOnWhereverTheClockFails(int reading) {
        FailingClock clock = new FailingClock();
        try (Outbox outbox = FileOutbox.at(folder.resolve("outbox.db"), 10, clock)) {
            outbox.put(List.of(wanted("first")));
            clock.failAt(reading);
            for (int i = 0; i < TRIES && isWaiting(outbox); i++) {
                attempt(() -> deliver(outbox));
            }
            assertThat(isWaiting(outbox)).isFalse();
        }
    }

    @Test
    void whatIsLeftAloneWhileItIsWrittenIsDueSoon() {
        try (Outbox outbox = FileOutbox.at(folder.resolve("outbox.db"), 10)) {
            for (int i = 0; i < 300; i++) {
                outbox.put(List.of(wanted("status " + i)));
                outbox.told(outbox.find(List.of(KEY)));
                // So that some claims come while that is written.
                long until = System.nanoTime() + i * 1000L;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                List<Claim> claims = outbox.claim(CLAIM);
                if (claims.isEmpty()) {
                    assertThat(outbox.untilDue())
                            .hasValueSatisfying(it -> assertThat(it).isLessThan(Duration.ofMillis(100)));
                }
                claims.forEach(it -> settle(outbox, it));
            }
        }
    }

    private static Wanted wanted(String description) {
        return Wanted.of(
                "id-" + description,
                KEY,
                PROVIDER,
                CommitStatus.builder(SHA, "key", CommitState.SUCCESS)
                        .description(description)
                        .build());
    }

    private static void deliver(Outbox outbox) {
        for (Claim claim : outbox.claim(CLAIM)) {
            for (int i = 0; i < TRIES && isWaiting(outbox); i++) {
                attempt(() -> settle(outbox, claim));
            }
        }
    }

    private static void settle(Outbox outbox, Claim claim) {
        Evidence seen = Evidence.seen(claim.row().status());
        outbox.settle(claim, new Settlement(new Verdict.Done(false), seen));
    }

    private static boolean isWaiting(Outbox outbox) {
        return outbox.find(List.of(KEY)).stream().anyMatch(it -> it.state() == RowState.WAITING);
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            assertThat(e).hasStackTraceContaining("the clock fails");
        }
    }
}
