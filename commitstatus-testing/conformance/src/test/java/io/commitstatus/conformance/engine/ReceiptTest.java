package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.PROVIDER;
import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.SkipReason;
import io.commitstatus.outbox.FileOutbox;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.RequestGate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller can do with a receipt. */
class ReceiptTest {

    @Test
    void tellsWhenEverythingHasEndedWithoutBeingWaitedFor() throws Exception {
        try (Fixture f = new Fixture();
                RequestGate gate = f.host.forge().hold()) {
            Receipt receipt = f.router.submit(
                    PROVIDER, status(1, "a", CommitState.SUCCESS, "x"), status(1, "b", CommitState.SUCCESS, "x"));
            CompletableFuture<Receipt> settled = receipt.whenSettled().toCompletableFuture();
            CompletableFuture<Outcome> first =
                    receipt.sent().get(0).whenSettled().toCompletableFuture();
            gate.awaitArrivals(1, SOON);
            assertThat(settled).isNotDone();
            gate.open();
            assertThat(settled.get(SOON.toSeconds(), TimeUnit.SECONDS)).isSameAs(receipt);
            assertThat(first.get(SOON.toSeconds(), TimeUnit.SECONDS).kind()).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(receipt.settled()).isTrue();
        }
    }

    @Test
    void isSettledAtOnceWhereNothingIsSent() throws Exception {
        try (Fixture f = new Fixture()) {
            f.router.reconfigure(
                    Fixture.configuration(f.provider().suspended(true).build()));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            assertThat(receipt.whenSettled().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isSameAs(receipt);
            assertThat(receipt.accepted()).isFalse();
            assertThat(receipt.outcome()).isEmpty();
            assertThat(receipt.skipped()).singleElement().satisfies(it -> {
                assertThat(it.code()).isEqualTo(SkipReason.SUSPENDED);
                assertThat(it.provider()).contains(PROVIDER);
                assertThat(it).hasToString("flux-system/main skipped: the Provider flux-system/main is suspended");
            });
        }
    }

    @Test
    void whatACallerChainsKeepsNoWorker() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (Fixture f = new Fixture(it -> it.workers(1).name("chained"))) {
            Receipt first = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            CompletableFuture<Void> chained = first.whenSettled()
                    .thenAccept(it -> {
                        threads.add(Thread.currentThread().getName());
                        awaitUninterruptibly(release);
                        throw new IllegalStateException("the caller's own");
                    })
                    .toCompletableFuture();
            assertThat(Fixture.outcome(f.router.submit(PROVIDER, status(2, "k", CommitState.SUCCESS, "x"))))
                    .isEqualTo(Outcome.Kind.DELIVERED);
            release.countDown();
            assertThatThrownBy(() -> chained.get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .hasRootCauseMessage("the caller's own");
            assertThat(threads).noneMatch(it -> it.contains("chained"));
        }
    }

    @Test
    void nobodyElseCanEndIt() {
        try (Fixture f = new Fixture();
                RequestGate gate = f.host.forge().hold()) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            receipt.whenSettled().toCompletableFuture().complete(receipt);
            receipt.sent().get(0).whenSettled().toCompletableFuture().complete(Outcome.of(Outcome.Kind.DELIVERED, ""));
            assertThat(receipt.settled()).isFalse();
            assertThat(receipt.outcome().orElseThrow().kind()).isEqualTo(Outcome.Kind.PENDING);
            gate.open();
        }
    }

    @Test
    void oneStatusHasAShortWayAndSeveralHaveNot() throws Exception {
        try (Fixture f = new Fixture()) {
            assertThat(f.router
                            .submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"))
                            .await(SOON)
                            .outcome())
                    .contains(Outcome.of(Outcome.Kind.DELIVERED, ""));
            Receipt two = f.router.submit(
                    PROVIDER, status(1, "a", CommitState.SUCCESS, "x"), status(1, "b", CommitState.SUCCESS, "x"));
            assertThatThrownBy(two::outcome)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this receipt has 2 statuses with an outcome each; ask sent()");
        }
    }

    @Test
    void anEntryStaysAsItWasWhenTheReceiptWasAsked() throws Exception {
        try (Fixture f = new Fixture();
                RequestGate gate = f.host.forge().hold()) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            Receipt.Sent before = receipt.sent().get(0);
            gate.open();
            receipt.await(SOON);
            assertThat(before.outcome().kind()).isEqualTo(Outcome.Kind.PENDING);
            assertThat(receipt.sent().get(0).outcome().kind()).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(receipt).hasToString(receipt.sent().get(0).toString());
        }
    }

    @Test
    void readingOneNeverAsksTheStore() throws Exception {
        Set<Thread> asked = ConcurrentHashMap.newKeySet();
        Outbox noting = (Outbox)
                Proxy.newProxyInstance(Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, noting(asked));
        try (Fixture f = new Fixture(it -> it.outbox(noting));
                RequestGate gate = f.host.forge().hold()) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            assertThat(asked).contains(Thread.currentThread());
            asked.remove(Thread.currentThread());
            assertThat(receipt.toString()).contains("pending");
            assertThat(receipt.entries()).hasSize(1);
            assertThat(receipt.sent()).hasSize(1);
            assertThat(receipt.outcome()).isPresent();
            assertThat(receipt.settled()).isFalse();
            receipt.whenSettled();
            receipt.await(Duration.ZERO);
            assertThat(asked).doesNotContain(Thread.currentThread());
            gate.open();
        }
    }

    private static java.lang.reflect.InvocationHandler noting(Set<Thread> asked) {
        Outbox real = MemoryOutbox.of(100, Clock.systemUTC());
        return (proxy, method, args) -> {
            asked.add(Thread.currentThread());
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
    }

    @Test
    void whatADurableOutboxKeepsIsNotPendingOnceTheRouterIsClosed(@TempDir Path dir) throws Exception {
        try (Fixture f = new Fixture(it -> it.outbox(FileOutbox.at(dir.resolve("outbox.db"))));
                RequestGate gate = f.host.forge().hold()) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            gate.awaitArrivals(1, SOON);
            assertThat(receipt.outcome().orElseThrow().kind()).isEqualTo(Outcome.Kind.PENDING);
            f.router.close(Duration.ofMillis(500));
            assertThat(receipt.await(SOON).outcome()).contains(Outcome.of(Outcome.Kind.KEPT, "the router is closed"));
            assertThat(f.listener.settled()).isEmpty();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
