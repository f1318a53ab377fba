package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.github.StandInGitHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver is killed, or stopped, while events come in. */
class KillTest {
    private static final int EMITTERS = 4;
    private static final int KILLED_AFTER = 200;
    /** Two leases of a Provider with a timeout of a second, and time for a busy machine. */
    private static final Duration LEASES = Duration.ofSeconds(150);

    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    @TempDir
    Path dir;

    @Test
    void whatWasAcceptedBeforeSigkillEndsOnTheCommit() throws Exception {
        try (StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            String outbox = "--outbox=" + dir.resolve("outbox");
            ExecutorService emitters = Executors.newFixedThreadPool(EMITTERS);
            try (ReceiverProcess first = ReceiverProcess.start(dir, List.of(), outbox)) {
                for (int i = 0; i < EMITTERS; i++) {
                    emitters.execute(() -> emitUntilBroken(first));
                }
                Fixture.until("enough is accepted", LEASES, () -> taken.size() >= KILLED_AFTER);
                first.kill();
            } finally {
                emitters.shutdown();
            }
            try (ReceiverProcess second = ReceiverProcess.start(dir, List.of(), outbox)) {
                Fixture.until(
                        "all that was accepted is on its commit",
                        LEASES,
                        () -> taken.stream()
                                .noneMatch(it ->
                                        github.shown(Fixture.REPOSITORY, it).isEmpty()));
                assertThat(second.get("/metrics")).contains("commitstatus_undelivered 0.0");
            }
        }
    }

    @Test
    void sigtermEndsItInTime() throws Exception {
        try (StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            try (ReceiverProcess receiver =
                    ReceiverProcess.start(dir, List.of(), "--outbox=" + dir.resolve("outbox"), "--stop-within=10s")) {
                assertThat(receiver.post(Fixture.event("apps", Fixture.COMMIT, "m")))
                        .isEqualTo(202);

                assertThat(receiver.terminate(Duration.ofSeconds(30))).isTrue();
            }
        }
    }

    private void emitUntilBroken(ReceiverProcess receiver) {
        try {
            for (; ; ) {
                String commit = "%040x".formatted(next.incrementAndGet());
                if (receiver.post(Fixture.event("apps", commit, "m")) == 202) {
                    taken.add(commit);
                }
            }
        } catch (IOException e) {
            // It was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
