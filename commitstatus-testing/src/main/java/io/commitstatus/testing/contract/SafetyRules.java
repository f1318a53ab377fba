package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.RequestGate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** P8, P11 to P13 and P15: secrets, time and threads. */
abstract class SafetyRules extends PublisherRules {
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    SafetyRules(PublisherContract contract) {
        super(contract);
    }

    private CommitStatus status() {
        return status(CommitState.SUCCESS, "rolled out");
    }

    @Test
    void p08_showsNoSecretWhateverHappens() {
        Destination destination = destination();
        try (PublisherSession session = contract.openWithTimeout(Duration.ofMillis(300))) {
            for (Fault fault : faults()) {
                forge().next(fault);
                mark.assertNotIn(Attempt.publish(session, status()).everything());
                forge().clearFaults();
                forge().next(fault);
                mark.assertNotIn(Attempt.check(session).everything());
                forge().clearFaults();
                if (readsLatest()) {
                    forge().next(fault);
                    mark.assertNotIn(Attempt.latest(session, status()).everything());
                    forge().clearFaults();
                }
            }
            mark.assertNotIn(String.join(
                    "\n",
                    session.toString(),
                    destination.toString(),
                    publisher().toString()));
        }
    }

    @Test
    void p08_showsNoSecretThatItCannotUse() {
        Destination destination = destination();
        Secret garbled = contract.secret(mark.value() + "\n\u00e9\n");
        try {
            destination
                    .open(PublisherContexts.open(provider(), garbled, destination, contract.clock))
                    .close();
        } catch (InvalidFieldException e) {
            mark.assertNotIn(e + " " + e.field());
        }
    }

    @Test
    void p11_keepsTheTimeoutWhenNoAnswerComes() throws Exception {
        assertEndsInTime(Fault.timeout());
    }

    @Test
    void p11_keepsTheTimeoutWhenTheBodyTrickles() throws Exception {
        assertEndsInTime(Fault.trickle(Duration.ofMillis(20)));
    }

    @Test
    void p12_heedsAnInterrupt() throws Exception {
        try (PublisherSession session = open();
                RequestGate gate = forge().hold()) {
            FutureTask<Attempt> call = new FutureTask<>(() -> new Attempt(session.publish(status()), null));
            Thread caller = new Thread(call, "interrupted");
            caller.start();
            gate.awaitArrivals(1, PATIENCE);
            caller.interrupt();

            assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
                    .as("publish, interrupted while it waits for the answer")
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            gate.open();
            forge().awaitQuiet(PATIENCE);
            lands(session, status(CommitState.FAILURE, "after the interrupt"));
        }
    }

    @Test
    void p13_isSafeForManyThreads() throws Exception {
        int threads = 8;
        int each = 10;
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (PublisherSession session = open()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                List<CommitStatus> mine = statuses(thread, each);
                calls.add(workers.submit(() -> mine.forEach(it -> {
                    Attempt attempt = Attempt.publish(session, it);
                    assertThat(attempt.claimsSuccess())
                            .as("%s: %s", it, attempt.everything())
                            .isTrue();
                })));
            }
            for (Future<?> call : calls) {
                call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            for (int thread = 0; thread < threads; thread++) {
                statuses(thread, each).forEach(this::assertShown);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void p15_sendsItsCredentialsToNoOtherOrigin() {
        try (FakeForge elsewhere = FakeForge.start(request -> ForgeResponse.json(201, List.of()))) {
            for (int code : REDIRECTS) {
                try (PublisherSession session = open()) {
                    forge().next(Fault.redirect(code, elsewhere.url() + "/collect?code=" + code));
                    Attempt attempt = Attempt.publish(session, status());
                    assertThat(attempt.claimsSuccess())
                            .as("claims success after %s to another origin", code)
                            .isFalse();
                    if (readsLatest()) {
                        forge().next(Fault.redirect(code, elsewhere.url() + "/collect?code=" + code));
                        Attempt.latest(session, status());
                    }
                }
                forge().clearFaults();
            }
            for (ForgeRequest request : elsewhere.requests()) {
                mark.assertNotIn(
                        request.path() + " " + request.query() + " " + request.headers() + " " + request.body());
            }
        }
    }

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(List.of(
                Fault.reset(),
                Fault.lostAnswer(),
                Fault.halfSent(),
                Fault.timeout(),
                Fault.trickle(Duration.ofMillis(20)),
                Fault.redirect(302, "http://127.0.0.1:1/elsewhere")));
        for (int code : List.of(200, 400, 401, 403, 404, 409, 422, 429, 500)) {
            faults.add(Fault.empty(code));
            faults.add(Fault.garbage(code));
        }
        return faults;
    }

    private void assertEndsInTime(Fault fault) throws Exception {
        try (PublisherSession session = contract.openWithTimeout(Duration.ofMillis(500))) {
            forge().next(fault);
            FutureTask<Attempt> call = new FutureTask<>(() -> Attempt.publish(session, status()));
            Thread caller = new Thread(call, "timed");
            caller.setDaemon(true);
            caller.start();
            // Far above the timeout, for busy machines, and far below what the fault lasts.
            Attempt attempt = call.get(10, TimeUnit.SECONDS);
            assertThat(attempt.leavesTheBackoffToCore())
                    .as("after %s: %s", fault, attempt.everything())
                    .isTrue();
        }
    }

    private List<CommitStatus> statuses(int thread, int count) {
        List<CommitStatus> statuses = new ArrayList<>();
        String commit = Integer.toHexString(thread).repeat(40);
        for (int i = 0; i < count; i++) {
            CommitState state = i % 2 == 0 ? CommitState.SUCCESS : CommitState.FAILURE;
            statuses.add(CommitStatus.builder(commit, "deploy/" + i, state)
                    .description("by " + thread)
                    .targetUrl(URI.create("https://ci.example.com/" + thread + "/" + i))
                    .build());
        }
        return statuses;
    }
}
