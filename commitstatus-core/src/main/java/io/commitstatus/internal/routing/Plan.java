package io.commitstatus.internal.routing;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Destination;
import java.util.List;

/** What one Alert makes of one event that its sources match. */
public sealed interface Plan {

    NamespacedName alert();

    NamespacedName provider();

    /**
     * A status to be sent.
     *
     * @param status fits the destination's limits
     * @param notes what was shortened, overridden or left out, and what looks wrong
     */
    record Accepted(
            NamespacedName alert,
            NamespacedName provider,
            String type,
            Destination destination,
            CommitStatus status,
            DeliveryKey key,
            List<String> notes)
            implements Plan {
        public Accepted {
            notes = List.copyOf(notes);
        }
    }

    /** Nothing is sent, and why. */
    record Skipped(NamespacedName alert, NamespacedName provider, String reason) implements Plan {}
}
