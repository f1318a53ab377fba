package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** P20 and P21: what becomes of a status in core's hands, when one thing goes wrong after another. */
abstract class DeliveryRules extends PublisherRules {
    /** After which a lost post has landed or will not, and everything that waits is due. */
    private static final Duration LATER = Duration.ofMinutes(2);

    private static final int MOST_ATTEMPTS = 12;

    private final RecordingListener listener = new RecordingListener();

    DeliveryRules(PublisherContract contract) {
        super(contract);
    }

    @Test
    void p20_waitsForAnUnknownCommitAlsoAfterALostAnswerAndAServerError() throws InterruptedException {
        assumeTrue(contract.unknownCommit().isPresent(), "the vendor has no answer of its own for an unknown commit");
        List<Fault> faults = List.of(Fault.answer(500, "oops"), Fault.answer(503, "down"), Fault.lostAnswer());
        try (CommitStatusRouter router = router()) {
            for (int i = 0; i < faults.size(); i++) {
                CommitStatus status = status(i);
                contract.standIn().commitVisible(status.commit(), false);
                forge().next(faults.get(i));
                Receipt receipt = submit(router, status);
                attemptAgain(receipt);
                attemptAgain(receipt);
                assertThat(receipt.settled())
                        .as("after %s, and the commit is not there yet: %s", faults.get(i), receipt)
                        .isFalse();
                contract.standIn().commitVisible(status.commit(), true);
                assertDelivered(receipt, status);
            }
        }
    }

    @Test
    void p21_postsAlthoughTheQuestionCannotBeAnswered() throws InterruptedException {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        try (CommitStatusRouter router = router()) {
            for (int code : List.of(403, 404, 500)) {
                CommitStatus status = status(code);
                forge().next(Fault.answer(502, "bad gateway"));
                Fault refusal = Fault.answer(code, "{\"message\":\"not this\"}");
                forge().nextFor(this::asks, refusal, refusal, refusal, refusal, refusal, refusal, refusal, refusal);
                assertDelivered(submit(router, status), status);
                forge().clearFaults();
            }
        }
    }

    private boolean asks(ForgeRequest request) {
        return request.method().equals("GET") && !contract.asksForToken(request);
    }

    private CommitStatusRouter router() {
        Provider provider = provider().toBuilder().secretRef("contract").build();
        return CommitStatusRouter.builder(Configuration.reader()
                        .publisher(publisher())
                        .builder()
                        .put(provider)
                        .build())
                .publisher(publisher())
                .secrets(name -> Optional.of(contract.secret(mark.value())))
                .addListener(listener)
                .retryPolicy(RetryPolicy.defaults().jitter(0))
                .rateLimits(provider.type())
                .clock(contract.clock)
                .allowPlainHttp(true)
                .build();
    }

    private CommitStatus status(int commit) {
        return CommitStatus.builder(String.format("%040x", commit + 1), "deploy/prod", CommitState.SUCCESS)
                .description("rolled out")
                .targetUrl(URI.create("https://ci.example.com/runs/7"))
                .build();
    }

    private Receipt submit(CommitStatusRouter router, CommitStatus status) throws InterruptedException {
        Receipt receipt = router.submit(provider().name().toString(), status);
        awaitAttempts(receipt, 1);
        return receipt;
    }

    /** The clock is moved once for each attempt, so that a slow machine gives no status up. */
    private void attemptAgain(Receipt receipt) throws InterruptedException {
        int before = attempts(receipt);
        contract.clock.advance(LATER);
        awaitAttempts(receipt, before + 1);
    }

    private void awaitAttempts(Receipt receipt, int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!receipt.settled() && attempts(receipt) < count && System.nanoTime() < end) {
            receipt.await(Duration.ofMillis(5));
        }
    }

    private int attempts(Receipt receipt) {
        String id = receipt.sent().get(0).id();
        return (int) listener.attempted().stream()
                .filter(it -> it.subject().id().equals(id))
                .count();
    }

    private void assertDelivered(Receipt receipt, CommitStatus status) throws InterruptedException {
        for (int i = 0; i < MOST_ATTEMPTS && !receipt.settled(); i++) {
            attemptAgain(receipt);
        }
        assertThat(receipt.sent())
                .allSatisfy(entry -> assertThat(entry.outcome().kind())
                        .as("what became of it: %s", receipt)
                        .isEqualTo(Outcome.Kind.DELIVERED));
        assertShown(status);
    }
}
