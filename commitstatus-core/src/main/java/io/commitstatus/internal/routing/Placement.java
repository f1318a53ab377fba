package io.commitstatus.internal.routing;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.SkipReason;
import java.util.List;

/**
 * Where a status goes, and what is sent there.
 *
 * @param status within the Git host's limits
 * @param key its register there
 * @param notes what was shortened or left out
 */
public record Placement(CommitStatus status, DeliveryKey key, List<String> notes) {
    /**
     * Asks the publisher what the status becomes. What the publisher throws concerns this status alone.
     *
     * @throws SkippedException saying why it cannot be sent there
     */
    public static Placement of(CommitStatus status, DeliveryTarget target) throws SkippedException {
        try {
            StatusFitter.Fitted fitted = Foreign.call(
                    "the publisher of type " + target.type(), () -> StatusFitter.fit(status, target.destination()));
            if (fitted instanceof StatusFitter.Refused refused) {
                throw new SkippedException(SkipReason.INVALID, refused.reason());
            }
            StatusFitter.Fits fits = (StatusFitter.Fits) fitted;
            return new Placement(fits.status(), target.keyOf(fits.status()), fits.notes());
        } catch (ForeignCodeException e) {
            Foreign.log(e);
            throw new SkippedException(SkipReason.INVALID, String.valueOf(e.getMessage()));
        } catch (InvalidFieldException e) {
            throw new SkippedException(
                    SkipReason.INVALID,
                    "the publisher of type " + target.type() + " gives something invalid: " + e.getMessage());
        }
    }
}
