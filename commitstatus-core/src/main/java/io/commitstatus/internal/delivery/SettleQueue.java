package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * How attempts ended, on its way to a store that waits for a disk or a network. Nobody waits there for it: one of the threads that
 * bring something stores all that others brought meanwhile. Thread-safe.
 */
final class SettleQueue {
    private static final int TOGETHER = 256;

    private final Queue<Ended> waiting = new ConcurrentLinkedQueue<>();
    /** How many are not stored yet. */
    private final AtomicInteger behind = new AtomicInteger();

    private final AtomicBoolean storing = new AtomicBoolean();
    private final Executor others;
    private final int patience;
    private final Consumer<List<Ended>> store;
    private final Consumer<List<Ended>> tell;

    /**
     * Returns an empty queue.
     *
     * @param others goes on storing while this thread tells, which calls foreign code
     * @param patience past how many that are not stored a slot is given back only when its attempt is
     * @param store stores some, and notes in each what came of it; throws nothing
     * @param tell whoever wants to know; throws nothing
     */
    SettleQueue(Executor others, int patience, Consumer<List<Ended>> store, Consumer<List<Ended>> tell) {
        this.others = others;
        this.patience = patience;
        this.store = store;
        this.tell = tell;
    }

    void add(Ended ended) {
        boolean soon = behind.incrementAndGet() <= patience;
        // First, so that whatever begins in its place ends after it.
        waiting.add(ended);
        if (soon) {
            ended.release();
        }
        drain();
    }

    /** Stores what waits, unless somebody does already. */
    void drain() {
        while (!waiting.isEmpty() && storing.compareAndSet(false, true)) {
            List<Ended> some = new ArrayList<>();
            try {
                for (Ended it = waiting.poll(); it != null; it = some.size() < TOGETHER ? waiting.poll() : null) {
                    some.add(it);
                }
                store.accept(some);
            } finally {
                storing.set(false);
                behind.addAndGet(-some.size());
                some.forEach(Ended::release);
            }
            if (!waiting.isEmpty()) {
                Foreign.run("the executor", () -> others.execute(this::drain));
            }
            tell.accept(some);
        }
    }
}
