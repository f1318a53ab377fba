package io.commitstatus.internal.delivery;

import io.commitstatus.RetryPolicy;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settlement;
import io.commitstatus.spi.Pace;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublishResult.Rejection;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusValue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one worker does with one claim: at most a question and a request, and then an answer for the outbox. */
final class Attempt {
    private final Claim claim;
    private final Row row;
    private final Target target;
    private final Shared shared;
    private final Instant claimedAt;
    private final Duration lease;
    /** Whether something may be under way that nobody knows the outcome of. */
    private boolean doubt;

    /**
     * What all attempts of a router share.
     *
     * @param clock the steady one
     */
    record Shared(
            Sessions sessions,
            Holds holds,
            PaceKeeper paces,
            RetryPolicy retries,
            boolean checkBeforePosting,
            Clock clock,
            DoubleSupplier chance,
            Observer observer,
            Function<Target, List<Pace>> pace) {}

    /** Hears what an attempt learns beyond its own row. */
    interface Observer {
        /** What a Provider authenticates with now. */
        void uses(Target target, Credential credential);

        /** The vendor asked to be left alone. */
        void limited(Target target, Duration duration, String reason);

        /** The vendor refused the credential, which is held. */
        void refused(Target target, Duration duration, String reason);
    }

    /** For a claim that was asked for at a time, for so long. */
    Attempt(Claim claim, Instant claimedAt, Duration lease, Target target, Shared shared) {
        this.claim = claim;
        this.row = claim.row();
        this.target = target;
        this.shared = shared;
        this.claimedAt = claimedAt;
        this.lease = lease;
        this.doubt = row.doubt();
    }

    Settlement run() {
        if (!target.serves(row.key())) {
            return new Settlement.Refused(
                    Rejection.INVALID,
                    "Provider " + row.provider() + " was pointed to "
                            + target.destination().repository() + " at "
                            + target.origin() + " while this waited for "
                            + row.key().repository() + " at "
                            + row.key().origin());
        }
        if (!row.acceptedAt().plus(shared.retries().maxAge()).isAfter(claimedAt)) {
            return new Settlement.Expired("not delivered within "
                    + shared.retries().maxAge() + (row.reason().isEmpty() ? "" : ": " + row.reason()));
        }
        if (!doubt && row.delivered() != null && StatusValue.same(row.delivered(), row.status())) {
            return new Settlement.Delivered(true, null);
        }
        try (Sessions.Use use = shared.sessions().use(target)) {
            return with(use);
        } catch (InvalidFieldException e) {
            return failed(e.field() + ": " + e.getMessage());
        } catch (IOException e) {
            return failed("the Secret cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private Settlement with(Sessions.Use use) {
        shared.observer().uses(target, use.credential());
        Optional<Duration> held = shared.holds().enter(use.credential());
        if (held.isPresent()) {
            return new Settlement.Again(held.get(), "on hold: " + row.reason(), doubt, false);
        }
        try {
            return send(use);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Settlement.Again(Duration.ZERO, "interrupted", true, false);
        } catch (IOException e) {
            doubt = true;
            return failed(use.redact(message(e)));
        } catch (RuntimeException e) {
            // A publisher's mistake must not take the worker with it.
            doubt = true;
            return failed(use.redact("the publisher failed with " + e));
        } finally {
            shared.holds().leave(use.credential());
        }
    }

    private Settlement send(Sessions.Use use) throws IOException, InterruptedException {
        PublisherSession session = use.session();
        if (doubt
                || claim.takenOver()
                || (shared.checkBeforePosting() && row.delivered() == null && row.attempts() == 0)) {
            if (tooLate()) {
                return again();
            }
            Optional<CommitStatus> latest;
            try {
                latest = session.latest(row.status());
            } catch (PublishFailedException e) {
                return answer(e.result(), use);
            } catch (IOException e) {
                // Nothing was sent: the doubt is what it was.
                return failed(use.redact(message(e)));
            }
            shared.holds().accept(use.credential());
            if (latest.isPresent() && StatusValue.same(latest.get(), row.status())) {
                return new Settlement.Delivered(!doubt, verifyAfter());
            }
            doubt = false;
        }
        Optional<Duration> wait =
                shared.paces().take(use.credential(), shared.pace().apply(target));
        if (wait.isPresent()) {
            return new Settlement.Again(wait.get(), "within the vendor's pace", doubt, false);
        }
        if (tooLate()) {
            return again();
        }
        PublishResult result = session.publish(row.status());
        if (isRefusal(result) && session.forgetTokens() && !tooLate()) {
            result = session.publish(row.status());
        }
        return answer(result, use);
    }

    private Settlement answer(PublishResult result, Sessions.Use use) throws IOException, InterruptedException {
        if (!(result instanceof PublishResult.Retry) && !isRefusal(result)) {
            shared.holds().accept(use.credential());
        }
        if (result instanceof PublishResult.Published published) {
            published.pause().ifPresent(it -> hold(use, it, "the vendor asked for a pause"));
            return new Settlement.Delivered(false, verifyAfter());
        }
        if (result instanceof PublishResult.Unchanged unchanged) {
            unchanged.pause().ifPresent(it -> hold(use, it, "the vendor asked for a pause"));
            return new Settlement.Delivered(true, verifyAfter());
        }
        if (result instanceof PublishResult.Retry retry) {
            String reason = use.redact(retry.reason());
            if (retry.after().isPresent()) {
                Duration after = retry.after().get();
                hold(use, after, reason);
                return new Settlement.Again(after, reason, doubt, true);
            }
            // A server that failed may have taken it all the same.
            doubt = true;
            return failed(reason);
        }
        if (result instanceof PublishResult.NotVisible notVisible) {
            return notVisible(use.redact(notVisible.reason()));
        }
        return refused((PublishResult.Rejected) result, use);
    }

    private static boolean isRefusal(PublishResult result) {
        return result instanceof PublishResult.Rejected rejected && rejected.kind() == Rejection.CREDENTIALS;
    }

    private Settlement notVisible(String reason) {
        Duration left = Duration.between(
                shared.clock().instant(), row.acceptedAt().plus(shared.retries().notVisibleFor()));
        if (left.isNegative() || left.isZero()) {
            return new Settlement.Refused(Rejection.NOT_FOUND, reason);
        }
        Duration backoff = backoff();
        return new Settlement.Again(backoff.compareTo(left) < 0 ? backoff : left, reason, doubt, true);
    }

    private Settlement refused(PublishResult.Rejected refused, Sessions.Use use)
            throws IOException, InterruptedException {
        String reason = use.redact(refused.reason());
        if (refused.kind() == Rejection.CREDENTIALS) {
            Duration wait = shared.holds()
                    .refuse(
                            use.credential(),
                            it -> shared.retries().backoff(it, shared.chance().getAsDouble()));
            shared.observer().refused(target, wait, reason);
            return new Settlement.Again(wait, reason, doubt, true);
        }
        if (refused.kind() == Rejection.CEILING) {
            Optional<CommitStatus> latest = use.session().latest(row.status());
            if (latest.isPresent() && StatusValue.same(latest.get(), row.status())) {
                return new Settlement.Delivered(true, verifyAfter());
            }
        }
        return new Settlement.Refused(refused.kind(), reason);
    }

    private void hold(Sessions.Use use, Duration duration, String reason) {
        if (!duration.isZero()) {
            shared.holds().limit(use.credential(), duration);
            shared.observer().limited(target, duration, reason);
        }
    }

    /** A stalled claimer before us may still send its own: ask once more when its request must have ended. */
    private @Nullable Duration verifyAfter() {
        return claim.takenOver() ? lease : null;
    }

    /** Whether the lease might lapse before an answer comes. */
    private boolean tooLate() {
        Duration used = Duration.between(claimedAt, shared.clock().instant());
        return lease.minus(used).compareTo(target.provider().timeout()) < 0;
    }

    private Settlement again() {
        return new Settlement.Again(Duration.ZERO, "the lease was nearly over", doubt, false);
    }

    private Settlement failed(String reason) {
        return new Settlement.Again(backoff(), reason, doubt, true);
    }

    private Duration backoff() {
        return shared.retries().backoff(row.attempts() + 1, shared.chance().getAsDouble());
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
