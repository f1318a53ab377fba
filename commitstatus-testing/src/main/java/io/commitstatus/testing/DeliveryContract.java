package io.commitstatus.testing;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole of delivery against a vendor that fails in every way it can, at random: statuses for many keys through several
 * Providers, faults, a clock that jumps, another configuration, other tokens. When all has become quiet, every commit must
 * show its newest status, none was sent out of order, and no two requests for one key were ever under way at once.
 *
 * <p>The seed is printed; {@code -Dcommitstatus.seed=…} runs it again, {@code -Dcommitstatus.steps=…} for longer.
 */
public abstract class DeliveryContract {
    private static final int STEPS = 2_000;

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

    /** {@return whether another token may go on with what one has begun; default true} */
    protected boolean rotatesTokens() {
        return true;
    }

    /** {@return the outbox, the same store each time when it is durable; default: in memory} */
    protected Outbox openOutbox(Clock clock) {
        return Outbox.inMemory(100_000, clock);
    }

    /** The newest status wins, whatever goes wrong. */
    @Test
    void everyCommitEndsWithItsNewestStatusWhateverGoesWrong() {
        long seed = Long.getLong("commitstatus.seed", System.nanoTime());
        int steps = Integer.getInteger("commitstatus.steps", STEPS);
        try (DeliveryRun run = new DeliveryRun(this, seed)) {
            run.steps(steps);
            run.quiet();
            run.check();
            System.out.println(getClass().getSimpleName() + ": " + run.summary());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("with -Dcommitstatus.seed=" + seed + " -Dcommitstatus.steps=" + steps, e);
        }
    }
}
