package io.commitstatus.examples.receiver;

import io.commitstatus.policy.DeliveryListener;
import java.util.List;

/**
 * Several listeners as one.
 *
 * @param all who hears, in this order
 */
record Listeners(List<DeliveryListener> all) implements DeliveryListener {
    @Override
    public void accepted(Accepted event) {
        all.forEach(it -> it.accepted(event));
    }

    @Override
    public void attempted(Attempted event) {
        all.forEach(it -> it.attempted(event));
    }

    @Override
    public void settled(Settled event) {
        all.forEach(it -> it.settled(event));
    }

    @Override
    public void held(Held event) {
        all.forEach(it -> it.held(event));
    }
}
