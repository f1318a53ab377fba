package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.forge.RequestGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flux's emitter: it posts again after a broken connection and every 5xx, and after nothing else. */
class EmitterTest {
    private static final String OTHER = "8a9156325322a124e55a369b59063470310ebbd8";

    @TempDir
    Path dir;

    @Test
    void anEventThatTheOutboxRefusesIsPostedAgainAndNotLost() throws Exception {
        try (Fixture it = Fixture.start(dir, 1);
                RequestGate gate = it.github.forge().hold()) {
            assertThat(it.post("/", event("apps", COMMIT, "m")).statusCode()).isEqualTo(202);
            gate.awaitArrivals(1, Fixture.SOON);

            CountDownLatch refused = new CountDownLatch(1);
            CompletableFuture<Integer> emitted = CompletableFuture.supplyAsync(() -> emit(it, OTHER, refused));
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            gate.open();

            assertThat(emitted.get(30, TimeUnit.SECONDS)).isEqualTo(202);
            Fixture.until(
                    "both commits are marked",
                    () -> it.shown(OTHER, "apps").isPresent()
                            && it.shown(COMMIT, "apps").isPresent());
        }
    }

    @Test
    void aRepeatedEventCostsNoSecondRequest() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            assertThat(it.post("/", event("apps", COMMIT, "done in 2.08s")).statusCode())
                    .isEqualTo(202);
            Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
            Fixture.until("the outbox knows it", () -> it.shows("commitstatus_waiting 0.0"));

            assertThat(it.post("/", event("apps", COMMIT, "done in 1.97s")).statusCode())
                    .isEqualTo(202);

            Fixture.until("the outbox knows it", () -> it.shows("commitstatus_waiting 0.0"));
            assertThat(it.github.forge().requestCount()).isEqualTo(1);
        }
    }

    /** Says when it was refused for the first time; gives up after as many retries as a test has patience for. */
    private static int emit(Fixture it, String commit, CountDownLatch refused) {
        AtomicInteger status = new AtomicInteger();
        try {
            Fixture.until("the event is taken", Duration.ofSeconds(25), () -> {
                try {
                    status.set(it.post("/", event("apps", commit, "m")).statusCode());
                } catch (Exception e) {
                    return false;
                }
                refused.countDown();
                return status.get() < 500;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return status.get();
    }
}
