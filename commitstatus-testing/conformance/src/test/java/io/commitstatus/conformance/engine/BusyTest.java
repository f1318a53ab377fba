package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.PROVIDER;
import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.Submission;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.RequestGate;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More to do than there are slots: whoever is slow with one status keeps no other one waiting. */
class BusyTest {
    private static final int STATUSES = 4;

    @Test
    void aStoreThatIsSlowToSettleKeepsNobodyWaitingAndSettlesTogether() throws Exception {
        CountDownLatch mayStore = new CountDownLatch(1);
        AtomicInteger mostTogether = new AtomicInteger();
        Outbox slow = durable(MemoryOutbox.of(100, Clock.systemUTC()), together -> {
            mostTogether.accumulateAndGet(together, Math::max);
            mayStore.await();
        });
        // One request at a time to a host, however slow it is: each ends before the next begins.
        try (Fixture f = new Fixture(options -> options.outbox(slow).workers(1).maxConcurrentPerHost(1))) {
            List<Receipt> receipts = submit(f);
            f.awaitTrue(() -> IntStream.rangeClosed(1, STATUSES)
                    .allMatch(it -> f.shown(it, "k").isPresent()));
            assertThat(receipts).noneMatch(Receipt::settled);
            mayStore.countDown();
            for (Receipt receipt : receipts) {
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
            assertThat(mostTogether.get()).isGreaterThan(1);
        }
    }

    @Test
    void asManyAreBegunTogetherAsThereAreSlots() {
        int many = 20_000;
        Queue<Runnable> begun = new ConcurrentLinkedQueue<>();
        try (Fixture f = new Fixture(
                options -> options.executor(begun::add).workers(3 * many).maxConcurrentPerHost(many))) {
            List<CommitStatus> statuses = IntStream.rangeClosed(1, many)
                    .mapToObj(it -> status(it, "k", CommitState.SUCCESS, "done"))
                    .toList();
            f.router.submit(Submission.of(PROVIDER, statuses));
            f.awaitTrue(() -> begun.size() == many);
        }
    }

    @Test
    void aListenerThatHangsKeepsNobodyWaiting() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        DeliveryListener hanging = new DeliveryListener() {
            @Override
            public void settled(Settled event) {
                if (first.getAndSet(false)) {
                    awaitUninterruptibly(mayGoOn);
                }
            }
        };
        try (Fixture f = new Fixture(options -> options.addListener(hanging).workers(1));
                RequestGate gate = f.host.forge().hold()) {
            List<Receipt> receipts = submit(f);
            gate.awaitArrivals(1, SOON);
            gate.open();
            for (Receipt receipt : receipts) {
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        } finally {
            mayGoOn.countDown();
        }
    }

    @Test
    void aWorkerThatNeverRestsKeepsNothingOfWhatItDid() throws Exception {
        try (Fixture f = new Fixture(options -> options.workers(1));
                RequestGate one = holdCommit(f, 1);
                RequestGate two = holdCommit(f, 2);
                RequestGate three = holdCommit(f, 3)) {
            warmUp(f);
            submit(f, 1);
            one.awaitArrivals(1, SOON);
            submit(f, 2);
            WeakReference<Provider> usedByTheSecond = reconfigure(f, Duration.ofSeconds(30));
            one.open();
            two.awaitArrivals(1, SOON);
            submit(f, 3);
            reconfigure(f, Duration.ofSeconds(31));
            two.open();
            three.awaitArrivals(1, SOON);
            f.awaitTrue(() -> {
                System.gc();
                return usedByTheSecond.get() == null;
            });
        }
    }

    /** The first request of a JVM takes so long that its slot does not count any more. */
    private static void warmUp(Fixture f) throws Exception {
        assertThat(Fixture.outcome(submit(f, STATUSES))).isEqualTo(Outcome.Kind.DELIVERED);
    }

    private static RequestGate holdCommit(Fixture f, int commit) {
        return f.host.forge().hold(it -> it.path().contains(Fixture.commit(commit)));
    }

    private static WeakReference<Provider> reconfigure(Fixture f, Duration timeout) {
        Configuration configuration =
                Fixture.configuration(f.provider().timeout(timeout).build());
        f.router.reconfigure(configuration);
        return new WeakReference<>(configuration.provider(PROVIDER).orElseThrow());
    }

    private static List<Receipt> submit(Fixture f) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 1; i <= STATUSES; i++) {
            receipts.add(submit(f, i));
        }
        return receipts;
    }

    private static Receipt submit(Fixture f, int commit) {
        return f.router.submit(PROVIDER.toString(), status(commit, "k", CommitState.SUCCESS, "x"));
    }

    /** The outbox as one that survives its process, where settling takes as long as the action does. */
    private static Outbox durable(Outbox outbox, Action beforeSettle) {
        return (Outbox) Proxy.newProxyInstance(
                BusyTest.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("durable")) {
                        return true;
                    }
                    if (method.getName().equals("settle")) {
                        beforeSettle.run(arguments[0] instanceof List<?> ended ? ended.size() : 1);
                    }
                    try {
                        return method.invoke(outbox, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private interface Action {
        void run(int together) throws InterruptedException;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
