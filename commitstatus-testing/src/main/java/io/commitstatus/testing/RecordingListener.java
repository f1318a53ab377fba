package io.commitstatus.testing;

import io.commitstatus.model.GoDuration;
import io.commitstatus.policy.DeliveryListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps all that a router tells, and waits for what a test expects. Thread-safe.
 *
 * <pre>{@code
 * RecordingListener listener = new RecordingListener();
 * DeliveryListener.Settled settled =
 *         listener.awaitSettled(it -> it.outcome().isGood(), Duration.ofSeconds(10));
 * }</pre>
 *
 * @since 0.1
 */
public final class RecordingListener implements DeliveryListener {
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Joined> joined = new ArrayList<>();
    private final List<Attempted> attempted = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    /** Has heard nothing yet. */
    public RecordingListener() {}

    @Override
    public void accepted(Accepted event) {
        keep(accepted, event);
    }

    @Override
    public void skipped(Skipped event) {
        keep(skipped, event);
    }

    @Override
    public void joined(Joined event) {
        keep(joined, event);
    }

    @Override
    public void attempted(Attempted event) {
        keep(attempted, event);
    }

    @Override
    public void settled(Settled event) {
        keep(settled, event);
    }

    @Override
    public void held(Held event) {
        keep(held, event);
    }

    /** {@return what was accepted, in order} */
    public synchronized List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    /** {@return what was not sent, in order} */
    public synchronized List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    /** {@return what shared the end of another, in order} */
    public synchronized List<Joined> joined() {
        return List.copyOf(joined);
    }

    /** {@return the attempts, in order} */
    public synchronized List<Attempted> attempted() {
        return List.copyOf(attempted);
    }

    /** {@return what has ended, in order} */
    public synchronized List<Settled> settled() {
        return List.copyOf(settled);
    }

    /** {@return who was left alone, in order} */
    public synchronized List<Held> held() {
        return List.copyOf(held);
    }

    /**
     * Waits, in real time, until an acceptance has ended.
     *
     * @throws AssertionError when it does not in time
     */
    public Settled awaitSettled(String id, Duration atMost) {
        return awaitSettled(it -> it.subject().id().equals(id), atMost);
    }

    /**
     * Waits, in real time, for the first end that matches, also of those already heard.
     *
     * @throws AssertionError when there is none in time
     */
    public Settled awaitSettled(Predicate<Settled> matching, Duration atMost) {
        return await(() -> settled.stream().filter(matching).findFirst(), atMost);
    }

    /**
     * Waits, in real time, until the given number of attempts has been made in all.
     *
     * @throws AssertionError when there are fewer in time
     */
    public Attempted awaitAttempts(int count, Duration atMost) {
        return await(() -> attempted.stream().skip(count - 1L).findFirst(), atMost);
    }

    /**
     * Waits, in real time, until the given number of pauses has been told of in all.
     *
     * @throws AssertionError when there are not as many in time
     */
    public Held awaitHeld(int count, Duration atMost) {
        return await(() -> held.stream().skip(count - 1L).findFirst(), atMost);
    }

    private synchronized <T> T await(Supplier<Optional<T>> wanted, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<T> found = wanted.get();
            if (found.isPresent()) {
                return found.get();
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("what was waited for did not come within " + GoDuration.text(atMost)
                        + "; ended so far: " + settled + "; attempts: " + attempted);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting", e);
            }
        }
    }

    private synchronized <T> void keep(List<T> kept, T event) {
        kept.add(event);
        notifyAll();
    }
}
