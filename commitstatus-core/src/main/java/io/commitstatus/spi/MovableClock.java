package io.commitstatus.spi;

import java.time.Clock;

/**
 * A clock that does not run by itself and tells when it was moved, so that a router in a test waits for it rather than
 * for real time. Thread-safe.
 */
public abstract class MovableClock extends Clock {

    /** For subclasses. */
    protected MovableClock() {}

    /** Has this run after every move, on the thread that moves the clock. Must be quick. */
    public abstract void onMove(Runnable listener);
}
