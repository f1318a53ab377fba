package io.commitstatus.examples.receiver.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies are held, over all requests, and how many may be. */
final class BodyBudget {
    private final long max;
    private final AtomicLong held = new AtomicLong();

    BodyBudget(long max) {
        this.max = max;
    }

    /** {@return whether there was room} */
    boolean take(int bytes) {
        if (held.addAndGet(bytes) <= max) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
