package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.RequestGate;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing returns in its time, whoever blocks, and everything accepted ends. */
class CloseTest {
    private static final String PROVIDER = "flux-system/main";

    @Test
    void everythingThatIsAcceptedWhileTheRouterClosesEnds() throws Exception {
        for (int round = 0; round < 20; round++) {
            Set<String> told = ConcurrentHashMap.newKeySet();
            DeliveryListener listener = new DeliveryListener() {
                @Override
                public void settled(Settled event) {
                    told.add(event.subject().id());
                }
            };
            Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
            try (Fixture f = new Fixture(it -> it.addListener(listener))) {
                List<Thread> threads = new ArrayList<>();
                CountDownLatch started = new CountDownLatch(4);
                for (int t = 0; t < 4; t++) {
                    int thread = t;
                    threads.add(new Thread(() -> submitUntilClosed(f, thread, receipts, started)));
                }
                threads.forEach(Thread::start);
                started.await();
                f.router.close(SOON);
                for (Thread thread : threads) {
                    thread.join();
                }
                for (Receipt receipt : receipts) {
                    assertThat(receipt.settled()).isTrue();
                    assertThat(told).contains(receipt.sent().get(0).id());
                }
            }
        }
    }

    private static void submitUntilClosed(Fixture f, int thread, Queue<Receipt> receipts, CountDownLatch started) {
        for (int i = 0; ; i++) {
            try {
                receipts.add(f.router.submit(PROVIDER, status(thread * 100_000 + i, "k", CommitState.SUCCESS, "x")));
            } catch (IllegalStateException e) {
                return;
            } finally {
                started.countDown();
            }
        }
    }

    @Test
    void whatIsClaimedWhenTheTimeIsOverIsNotSent() throws Exception {
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch settled = new CountDownLatch(1);
        CountDownLatch mayClose = new CountDownLatch(1);
        Outbox rows = MemoryOutbox.of(10, Clock.systemUTC());
        Outbox slow = (Outbox) Proxy.newProxyInstance(
                CloseTest.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("durable")) {
                        return true;
                    }
                    if (method.getName().equals("size")
                            && Thread.currentThread().getName().endsWith("-close")) {
                        closing.countDown();
                        mayClose.await();
                    }
                    Object result = method.invoke(rows, arguments);
                    if (method.getName().equals("claim") && !((List<?>) result).isEmpty()) {
                        claimed.countDown();
                        closing.await();
                    }
                    if (method.getName().equals("settle")) {
                        settled.countDown();
                    }
                    return result;
                });
        try (Fixture f = new Fixture(options -> options.outbox(slow))) {
            f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            claimed.await();
            f.router.close(Duration.ofMillis(50));
            closing.await();

            assertThat(settled.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(f.host.forge().requestCount()).isZero();
            assertThat(rows.untilDue()).as("it is free for whoever goes on").isPresent();
        } finally {
            mayClose.countDown();
        }
    }

    @Test
    void aRequestThatCannotBeInterruptedIsAbandonedAndToldSo() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Fixture f = new Fixture(it -> it.executor(task -> new Thread(() -> {
                    stuck.countDown();
                    awaitUninterruptibly(release);
                    task.run();
                })
                .start()))) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            stuck.await();
            long begun = System.nanoTime();
            long left = f.router.close(Duration.ofMillis(500));

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            assertThat(left).isEqualTo(1);
            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.ABANDONED);
            assertThat(f.listener.awaitSettled(it -> true, SOON).outcome().kind())
                    .isEqualTo(Outcome.Kind.ABANDONED);
        } finally {
            release.countDown();
        }
    }

    @Test
    void aListenerThatBlocksKeepsNobody() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        DeliveryListener blocking = new DeliveryListener() {
            @Override
            public void settled(Settled event) {
                awaitUninterruptibly(release);
            }
        };
        try (Fixture f = new Fixture(it -> it.addListener(blocking))) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            f.host.forge().next(Fault.answer(502, "x"));
            Receipt waiting = f.router.submit(PROVIDER, status(2, "k", CommitState.SUCCESS, "x"));
            long begun = System.nanoTime();
            f.router.close(Duration.ofMillis(300));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            assertThat(Fixture.outcome(waiting)).isIn(Outcome.Kind.ABANDONED, Outcome.Kind.DELIVERED);
        } finally {
            release.countDown();
        }
    }

    @Test
    void tenThousandThatWaitAreAbandonedInTime() throws Exception {
        try (Fixture f = new Fixture();
                RequestGate gate = f.host.forge().hold()) {
            Receipt last = f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x"));
            for (int i = 1; i < 10_000; i++) {
                last = f.router.submit(PROVIDER, status(i, "k", CommitState.SUCCESS, "x"));
            }
            gate.awaitArrivals(1, SOON);
            long begun = System.nanoTime();
            long left = f.router.close(Duration.ofSeconds(4));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            assertThat(left).isGreaterThan(9_000);
            assertThat(Fixture.outcome(last)).isEqualTo(Outcome.Kind.ABANDONED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-5S", "P106752000D", "PT2562047788015215H"})
    void anyDurationMayBeGiven(Duration any) throws Exception {
        try (Fixture f = new Fixture()) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            Fixture.outcome(receipt);
            assertThat(receipt.await(any).sent()).hasSize(1);
            f.router.close(any);
            assertThat(f.router.health().isAlive()).isFalse();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
