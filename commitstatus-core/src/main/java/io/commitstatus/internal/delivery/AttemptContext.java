package io.commitstatus.internal.delivery;

import io.commitstatus.internal.limits.CredentialGate;
import io.commitstatus.policy.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * What all attempts of a router share.
 *
 * @param clock the steady one
 * @param chance from 0 to 1, for jitter
 */
record AttemptContext(
        Sessions sessions,
        CredentialGate gate,
        CredentialUse credentials,
        Denials denials,
        RetryPolicy retries,
        boolean checkBeforePosting,
        Clock clock,
        DoubleSupplier chance) {
    /** The first pause after a rate limit that names no time; they double up to the longest. */
    private static final Duration FIRST_LIMIT = Duration.ofMinutes(1);

    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(15);

    Instant now() {
        return clock.instant();
    }

    Duration backoff(int failures) {
        return retries.backoff(failures, chance.getAsDouble());
    }

    Duration limitBackoff(int limitations) {
        Duration wait = FIRST_LIMIT.multipliedBy(1L << Math.min(limitations - 1, 10));
        return wait.compareTo(LONGEST_LIMIT) > 0 ? LONGEST_LIMIT : wait;
    }
}
