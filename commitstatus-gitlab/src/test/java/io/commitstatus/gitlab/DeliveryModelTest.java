package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Outcome;
import io.commitstatus.Receipt;
import io.commitstatus.SecretResolver;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.testing.Fault;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.ShownStatus;
import io.commitstatus.testing.StandInGitLab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random statuses, faults and pipelines through a router, held against the model that only the newest status of each register
 * counts. Failures name the seed; another one is given by the system property {@code commitstatus.seed}.
 */
@Timeout(120)
class DeliveryModelTest {
    private static final int STEPS = 400;
    private static final int COMMITS = 4;
    private static final String PROJECT = "group/project";
    private static final List<CommitState> STATES = List.of(CommitState.values());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Fault> FAULTS = List.of(
            Fault.lostAnswer(),
            Fault.lostAnswer(),
            Fault.reset(),
            Fault.halfSent(),
            Fault.answer(502, "<html>Bad Gateway</html>"),
            Fault.garbage(500),
            Fault.answer(409, "{\"message\":\"Another update to this commit status is in progress\"}"),
            Fault.answer(429, Map.of("Retry-After", "2", "Content-Type", "text/plain"), "Retry later\n"));

    private final long seed = Long.getLong("commitstatus.seed", 20_260_131L);
    private final Random random = new Random(seed);
    private final ManualClock clock = GitLab.clock();
    private final StandInGitLab gitlab = StandInGitLab.start(clock);
    private final CommitStatusRouter router = router();
    private final Map<Register, Newest> model = new HashMap<>();
    private final List<Receipt> receipts = new ArrayList<>();

    private record Register(String commit, String key) {}

    private record Newest(Instant time, CommitStatus status, Receipt receipt) {}

    private CommitStatusRouter router() {
        Provider provider = GitLab.provider(gitlab.address(PROJECT)).toBuilder()
                .secretRef("token")
                .timeout(Duration.ofSeconds(5))
                .build();
        return CommitStatusRouter.builder(Configuration.builder().put(provider).build())
                .secrets(SecretResolver.token("flux-system/token", GitLab.TOKEN))
                .clock(clock)
                .allowPlainHttp(true)
                .build();
    }

    @AfterEach
    void stop() {
        router.close(Duration.ofSeconds(5));
        gitlab.close();
    }

    @Test
    void afterAnyFaultsEachCommitShowsItsNewestStatus() throws Exception {
        for (int step = 0; step < STEPS; step++) {
            step(step);
        }
        settle();

        model.forEach(this::assertShown);
        assertThat(model).as("seed %d", seed).hasSize(COMMITS * 3);
        assertThat(gitlab.forge().overlaps())
                .as("requests beside others of their commit, seed %d", seed)
                .isZero();
    }

    private void step(int step) throws InterruptedException {
        int dice = random.nextInt(100);
        if (dice < 65) {
            submit(step);
        } else if (dice < 82) {
            gitlab.forge().next(FAULTS.get(random.nextInt(FAULTS.size())));
        } else if (dice < 92) {
            clock.advance(Duration.ofSeconds(random.nextInt(30)));
        } else if (dice < 95) {
            gitlab.startPipeline(PROJECT, commit(random.nextInt(COMMITS)), "main");
        } else if (dice < 98) {
            gitlab.lease(PROJECT, commit(random.nextInt(COMMITS)), random.nextBoolean());
        } else {
            settle();
        }
    }

    /** One in five happened before what has been submitted lately. */
    private void submit(int step) {
        int happened = random.nextInt(5) > 0 ? step : step - random.nextInt(50);
        Instant time = GitLab.NOW.plusMillis(happened).plusNanos(step);
        CommitState state = STATES.get(random.nextInt(STATES.size()));
        CommitStatus status = CommitStatus.builder(
                        commit(random.nextInt(COMMITS)), "deploy/" + random.nextInt(3), state)
                .description("of step " + step)
                .build();
        Receipt receipt = router.submit("flux-system/forge", status, time);
        receipts.add(receipt);
        Newest newest = new Newest(time, status, receipt);
        model.merge(
                new Register(status.commit(), status.key()),
                newest,
                (before, now) -> now.time().isBefore(before.time()) ? before : now);
    }

    private void settle() throws InterruptedException {
        gitlab.forge().clearFaults();
        for (int commit = 0; commit < COMMITS; commit++) {
            gitlab.lease(PROJECT, commit(commit), false);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Receipt receipt : receipts) {
            while (!receipt.settled()) {
                assertThat(System.nanoTime())
                        .as("%s does not end, seed %d", receipt, seed)
                        .isLessThan(end);
                receipt.await(Duration.ofMillis(5));
                clock.advance(Duration.ofSeconds(5));
            }
        }
    }

    private void assertShown(Register register, Newest newest) {
        CommitState state = newest.status().state();
        Outcome outcome = newest.receipt().entries().get(0).outcome().orElseThrow();
        ShownStatus shown =
                gitlab.shown(PROJECT, register.commit(), register.key()).orElseThrow();
        String what = register + " " + newest.status() + " " + outcome + ", seed " + seed;
        if (outcome.kind() == Outcome.Kind.REJECTED) {
            assertThat(state).as(what).isEqualTo(CommitState.PENDING);
            assertThat(shown.state()).as(what).isEqualTo("running");
            return;
        }
        assertThat(outcome.isGood()).as(what).isTrue();
        assertThat(outcome.kind()).as(what).isNotEqualTo(Outcome.Kind.SUPERSEDED);
        assertThat(shown.state()).as(what).isEqualTo(States.word(state));
        if (state.isTerminal()) {
            assertThat(shown.description()).as(what).isEqualTo(newest.status().description());
        }
    }

    private static String commit(int number) {
        return String.format("%040x", number);
    }
}
