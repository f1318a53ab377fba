package io.commitstatus.internal.delivery;

import io.commitstatus.internal.limits.CredentialGate;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.GoDuration;
import io.commitstatus.model.Rejection;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.Verdict;
import io.commitstatus.policy.AttemptResult;
import io.commitstatus.spi.PublishResult;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a Git host's answers mean for one status, and for the credential that it was asked with. Used by one thread. */
final class Verdicts {
    /** After so many failures a host that fails to answer a question is posted to all the same. */
    private static final int PATIENT_ATTEMPTS = 3;

    private final Row row;
    private final DeliveryTarget target;
    private final AttemptContext context;
    private AttemptResult failure = AttemptResult.FAILED;

    Verdicts(Row row, DeliveryTarget target, AttemptContext context) {
        this.row = row;
        this.target = target;
        this.context = context;
    }

    /** Why it is to be tried again, where it is; for metrics. */
    AttemptResult failure() {
        return failure;
    }

    /** A server that failed: it says when to come again, or it does not. */
    Verdict retry(PublishResult.Retry retry, Sessions.Use use) {
        String reason = use.redact(retry.reason());
        if (retry.after().isEmpty()) {
            return failed(reason);
        }
        pause(use, retry.after().get(), reason);
        return new Verdict.Retry(retry.after().get(), reason, true);
    }

    /** A question that was not answered; null to post all the same. */
    @Nullable
    Verdict unanswered(PublishResult result, Sessions.Use use) {
        if (result instanceof PublishResult.RateLimited limited) {
            return limited(limited, use);
        }
        if (result instanceof PublishResult.Retry retry && retry.after().isPresent()) {
            return retry(retry, use);
        }
        if (result instanceof PublishResult.Rejected rejected && rejected.kind() == Rejection.CREDENTIALS) {
            return refused(use.redact(rejected.reason()), use);
        }
        boolean soonAnswered = result instanceof PublishResult.Retry && row.attempts() < PATIENT_ATTEMPTS;
        return soonAnswered ? failed(use.redact(((PublishResult.Retry) result).reason())) : null;
    }

    Verdict limited(PublishResult.RateLimited limited, Sessions.Use use) {
        String reason = use.redact(limited.reason());
        Duration after =
                limited.after().orElseGet(() -> context.gate().limited(use.credential(), context::limitBackoff));
        pause(use, after, reason);
        failure = AttemptResult.RATE_LIMITED;
        return new Verdict.Retry(after, reason, true);
    }

    Verdict notVisible(String reason) {
        Duration left = Duration.between(
                context.now(), row.acceptedAt().plus(context.retries().notVisibleFor()));
        if (left.isNegative() || left.isZero()) {
            return new Verdict.Rejected(Rejection.NOT_FOUND, reason);
        }
        Duration backoff = context.backoff(row.attempts() + 1);
        failure = AttemptResult.COMMIT_NOT_VISIBLE;
        return new Verdict.Retry(backoff.compareTo(left) < 0 ? backoff : left, reason, true);
    }

    /** What was not done, and why; not the credential. */
    Verdict rejected(Rejection kind, String reason) {
        boolean mayPass = kind == Rejection.FORBIDDEN || kind == Rejection.NOT_FOUND;
        return mayPass ? denied(kind, reason) : new Verdict.Rejected(kind, reason);
    }

    /** A permission or repository that is missing in passing must not cost a status. */
    private Verdict denied(Rejection kind, String reason) {
        Duration time = context.retries().deniedFor();
        return context.denials()
                .denied(row.id(), context.now(), time)
                .<Verdict>map(it -> new Verdict.Retry(
                        it.after(),
                        reason + "; it is tried again until " + it.until().truncatedTo(ChronoUnit.SECONDS)
                                + ", in case this passes",
                        true))
                .orElseGet(() -> new Verdict.Rejected(
                        kind, time.isZero() ? reason : reason + "; still so after " + GoDuration.text(time)));
    }

    Verdict refused(String reason, Sessions.Use use) {
        Duration wait = context.gate().refused(use.credential(), context::backoff);
        failure = AttemptResult.CREDENTIALS_REFUSED;
        if (!context.gate().isLocked(use.credential())) {
            context.credentials().held(target, wait, reason);
            return new Verdict.Retry(wait, reason, true);
        }
        String locked = reason + "; " + CredentialGate.Cause.PASSWORD_REFUSED.words();
        context.credentials().held(target, context.retries().maxAge(), locked);
        return new Verdict.Retry(wait, locked, true);
    }

    /** A pause that the Git host asked for by an answer whose result does not tell. */
    void pauseAsked(Sessions.Use use) {
        use.pause().ifPresent(it -> pause(use, it, "the Git host asked for a pause"));
    }

    void pause(Sessions.Use use, Duration duration, String reason) {
        if (!duration.isZero()) {
            context.gate().pause(use.credential(), duration);
            context.credentials().paused(target, use.credential(), duration, reason);
        }
    }

    /** The credential may not be used yet. */
    Verdict waits(CredentialGate.Wait wait) {
        return new Verdict.Retry(wait.duration(), waiting(wait.cause()), false);
    }

    /** Waiting for one's turn is no reason that is worth keeping. */
    private String waiting(CredentialGate.Cause cause) {
        boolean turn = cause == CredentialGate.Cause.PASSWORD;
        return row.attempts() == 0 || row.reason().isEmpty() ? (turn ? "" : cause.words()) : row.reason();
    }

    /** No answer. */
    Verdict failed(IOException e, boolean timedOut, Sessions.Use use) {
        failure = timedOut ? AttemptResult.TIMED_OUT : AttemptResult.FAILED;
        return failed(use.redact(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
    }

    /** To be tried again after a backoff. */
    Verdict failed(String reason) {
        return new Verdict.Retry(context.backoff(row.attempts() + 1), reason, true);
    }
}
