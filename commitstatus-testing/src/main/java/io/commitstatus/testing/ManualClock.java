package io.commitstatus.testing;

import io.commitstatus.spi.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only the test moves. Thread-safe. */
public final class ManualClock extends MovableClock {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Instant now;

    /** Stands at a time. */
    public ManualClock(Instant start) {
        this.now = start;
    }

    /** Moves forward, or back by a negative duration. */
    public void advance(Duration by) {
        synchronized (this) {
            now = now.plus(by);
        }
        listeners.forEach(Runnable::run);
    }

    @Override
    public void onMove(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** {@return this clock; it knows no zones} */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
