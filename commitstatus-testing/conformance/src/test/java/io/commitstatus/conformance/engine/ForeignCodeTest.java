package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.conformance.foul.FoulPlay;
import io.commitstatus.conformance.foul.Seam;
import io.commitstatus.conformance.foul.Thrown;
import io.commitstatus.model.CommitState;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever foreign code throws, wherever: the claim ends, the thread lives, the reason is told, other keys go on. */
class ForeignCodeTest {
    private static final String PROVIDER = "flux-system/main";

    static Stream<Arguments> throwsAnything() {
        return Arrays.stream(Seam.values())
                .flatMap(seam -> Thrown.kinds().stream().map(it -> Arguments.of(seam, it)));
    }

    @ParameterizedTest
    @MethodSource("throwsAnything")
    void statusesGoOnAfterwards(Seam seam, Thrown thrown) throws Exception {
        FoulPlay foul = new FoulPlay(new Random(1));
        try (Fixture f = new Fixture(foul)) {
            f.router
                    .submit(PROVIDER, status(0, "warm", CommitState.SUCCESS, "x"))
                    .await(Fixture.SOON);
            foul.everyTime(seam, thrown);
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                submit(f, i).ifPresent(receipts::add);
            }
            f.clock.advance(Duration.ofSeconds(1));
            foul.none();
            submit(f, 99).ifPresent(receipts::add);

            for (Receipt receipt : receipts) {
                for (int i = 0; i < 50 && !receipt.settled(); i++) {
                    f.clock.advance(Duration.ofSeconds(30));
                    receipt.await(Duration.ofMillis(20));
                }
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
            f.awaitTrue(() -> f.router.health().inFlight() == 0);
            assertThat(f.router.health().isAlive()).isTrue();
            f.awaitTrue(() -> {
                f.clock.advance(Duration.ofSeconds(1));
                return f.router.health().isGood();
            });
            for (int i = 1; i <= 20; i++) {
                if (i <= receipts.size() - 1) {
                    assertThat(f.shown(i, "k")).isPresent();
                }
            }
        }
    }

    private static Optional<Receipt> submit(Fixture f, int number) {
        try {
            // What the publisher cannot name is skipped, with the reason.
            return Optional.of(f.router.submit(PROVIDER, status(number, "k", CommitState.SUCCESS, "number " + number)))
                    .filter(Receipt::accepted);
        } catch (Throwable e) {
            // The store, the clock or the publisher threw at the caller, and nothing was accepted.
            return Optional.empty();
        }
    }

    @Test
    void theReasonNamesWhatHasFailedButNotWhatItSaid() throws Exception {
        FoulPlay foul = new FoulPlay(new Random(1));
        try (Fixture f = new Fixture(foul)) {
            foul.everyTime(Seam.RESOLVER, Thrown.kinds().get(0));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            assertThat(receipt.outcome().orElseThrow().detail())
                    .startsWith("the SecretResolver failed with java.lang.IllegalStateException at ")
                    .doesNotContain("foul play");
        }
    }

    @Test
    void anExecutorThatForgetsAnAttemptKeepsNothing() throws Exception {
        List<Runnable> dropped = new ArrayList<>();
        try (Fixture f = new Fixture(it -> it.workers(1).executor(task -> {
            if (dropped.isEmpty()) {
                dropped.add(task);
            } else {
                new Thread(task).start();
            }
        }))) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            for (int i = 0; i < 100 && !receipt.settled(); i++) {
                f.clock.advance(Duration.ofSeconds(10));
                receipt.await(Duration.ofMillis(20));
            }
            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            // It is late, and finds that there is nothing left to do.
            dropped.get(0).run();
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
        }
    }
}
