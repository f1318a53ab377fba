package io.commitstatus.internal.delivery;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Destination;

/**
 * Where a Provider's statuses go.
 *
 * @param provider the Provider, with the Secret's address where that overrides its own
 * @param type the publisher's type
 * @param destination the repository
 */
public record Target(Provider provider, String type, Destination destination) {

    /** Whether a register is still one of this repository, or the Provider was pointed elsewhere since. */
    boolean serves(DeliveryKey key) {
        return key.type().equals(type)
                && key.api().equals(destination.api())
                && key.repository().equals(destination.repository());
    }

    String origin() {
        return destination.api().getScheme() + "://" + destination.api().getRawAuthority();
    }
}
