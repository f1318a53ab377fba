package io.commitstatus.internal.routing;

import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.SkipReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one Alert makes of one event that its sources match, or what becomes of a submitted status. */
public sealed interface Decision {

    /** Null for a status that no event brought. */
    @Nullable
    NamespacedName alert();

    NamespacedName provider();

    /**
     * A status to be sent.
     *
     * @param target where to
     * @param status fits the destination's limits
     * @param notes what was shortened, overridden or left out, and what looks wrong
     */
    record Send(
            @Nullable NamespacedName alert,
            DeliveryTarget target,
            CommitStatus status,
            DeliveryKey key,
            List<String> notes)
            implements Decision {
        public Send {
            notes = List.copyOf(notes);
        }

        @Override
        public NamespacedName provider() {
            return target.name();
        }
    }

    /** Nothing is sent, and why. */
    record Skip(@Nullable NamespacedName alert, NamespacedName provider, SkipReason code, String reason)
            implements Decision {}
}
