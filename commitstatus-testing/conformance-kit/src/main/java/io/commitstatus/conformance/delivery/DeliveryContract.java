package io.commitstatus.conformance.delivery;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The whole of delivery against a Git host that fails in every way it can, and foreign code that throws at every seam, at random:
 * statuses and events for many keys through several Providers, faults, late writes, a clock that jumps, other configurations,
 * other addresses, other tokens, restarts. When all has become quiet, every commit must show its newest status, none was sent
 * out of order, no two requests for one key were ever under way at once, no claim and no slot is held, and the outcome of the newest
 * status of each key was told.
 *
 * <p>The seed is printed; {@code -Dcommitstatus.seed=…} runs it again, {@code -Dcommitstatus.steps=…} for longer.
 */
public abstract class DeliveryContract {
    /** For subclasses. */
    protected DeliveryContract() {}

    /** {@return a stand-in that knows the {@link #repositories} and all commits, and takes any token} */
    protected abstract StandIn startStandIn(Clock clock);

    /** {@return the Provider of a name for a repository at the stand-in, without a Secret's name and a timeout} */
    protected abstract Provider.Builder provider(StandIn standIn, String name, String repository);

    /** {@return repositories, as the stand-in calls them; default two} */
    protected List<String> repositories() {
        return List.of("org/one", "org/two");
    }

    /** {@return good credentials with a token; default: the key {@code token}} */
    protected Secret secret(NamespacedName name, String token) {
        return Secret.of(name, Map.of("token", token));
    }

    /** {@return the states to send; leave out those that the vendor does not let follow each other} */
    protected List<CommitState> states() {
        return List.of(CommitState.PENDING, CommitState.SUCCESS, CommitState.FAILURE);
    }

    /** {@return the publisher; default: the one on the class path for the Providers' type} */
    protected Optional<CommitStatusPublisher> publisher() {
        return Optional.empty();
    }

    /** {@return what a question may be answered with that is no answer; default: refusals, errors and a rate limit} */
    protected List<Fault> questionFaults() {
        return List.of(
                Fault.answer(403, "{\"message\":\"Forbidden\"}"),
                Fault.answer(404, "{\"message\":\"Not Found\"}"),
                Fault.answer(500, "{}"),
                Fault.answer(503, Map.of("Retry-After", "2"), "{}"),
                Fault.answer(429, Map.of("Retry-After", "2"), "{\"message\":\"slow down\"}"));
    }

    /** {@return whether a request asks what is shown; default: each that reads does} */
    protected boolean isQuestion(ForgeRequest request) {
        return request.method().equals("GET");
    }

    /** {@return whether another token may go on with what one has begun; default true} */
    protected boolean rotatesTokens() {
        return true;
    }

    /** {@return what this vendor alone answers when it takes nothing now; default: none} */
    protected List<Fault> faults() {
        return List.of();
    }

    /** What others do at the vendor meanwhile, now and then; default: nothing. */
    protected void meanwhile(StandIn standIn, Random random) {}

    /** {@return how many steps a run has where the system property does not say; default 2000} */
    protected int steps() {
        return 2_000;
    }

    /** {@return the outbox, the same store each time when it is durable; default: in memory} */
    protected Outbox openOutbox(Clock clock) {
        return MemoryOutbox.of(100_000, clock);
    }

    /** The newest status wins, whatever goes wrong. */
    @Test
    void everyCommitEndsWithItsNewestStatusWhateverGoesWrong() {
        long seed = Long.getLong("commitstatus.seed", System.nanoTime());
        int steps = Integer.getInteger("commitstatus.steps", steps());
        try (DeliveryRun run = new DeliveryRun(this, seed)) {
            run.steps(steps);
            run.quiet();
            run.check();
            System.out.println(getClass().getSimpleName() + ": " + run.summary());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("with -Dcommitstatus.seed=" + seed + " -Dcommitstatus.steps=" + steps, e);
        }
    }

    /**
     * No secret is shown: not in logs of any level, receipts, listener events, lists or explanations, whatever the vendor
     * repeats; and none is sent to another origin. Needs {@code slf4j-jdk14} on the test class path, to see the logs.
     */
    @Test
    void noSecretIsShownWhateverTheVendorAnswers() throws InterruptedException {
        try (SecretsRun run = new SecretsRun(this)) {
            run.run();
            run.check();
        }
    }
}
