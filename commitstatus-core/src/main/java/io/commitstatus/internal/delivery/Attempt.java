package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.internal.limits.CredentialGate;
import io.commitstatus.internal.limits.Slots.Ending;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.internal.time.Budget;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Rejection;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.Evidence;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowTransitions;
import io.commitstatus.outbox.SameStatus;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Shown;
import io.commitstatus.outbox.Verdict;
import io.commitstatus.policy.AttemptResult;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.RequestNotSentException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one worker does with one claim: at most a question and a post. Whatever becomes of the status, {@link #evidence} says
 * what was learned of the one that the Git host shows; it is noted before a byte is sent, so that it holds whatever is thrown.
 */
final class Attempt {
    /** How long a Git host may still apply a post whose answer did not come. */
    private static final Duration LATE_WRITES = Duration.ofSeconds(30);

    /** Of the lease, kept for storing how the attempt ended. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    /** After so many failures a host that fails to answer a question is posted to all the same. */
    private static final int PATIENT_ATTEMPTS = 3;

    private final Row row;
    private final DeliveryTarget target;
    private final AttemptContext context;
    private final Instant begun;
    private Evidence evidence = Evidence.none();
    private Ending ending = Ending.NOT_ASKED;
    private boolean entered;
    /** Why it is to be tried again, where it is. */
    private AttemptResult failure = AttemptResult.FAILED;

    /** @param begun when the claim was asked for, by the router's steady clock */
    Attempt(Claim claim, Instant begun, DeliveryTarget target, AttemptContext context) {
        this.row = claim.row();
        this.target = target;
        this.context = context;
        this.begun = begun;
    }

    /** Makes the attempt. */
    Settlement run() {
        Verdict verdict;
        try {
            verdict = verdict();
        } catch (ForeignCodeException e) {
            Foreign.log(e);
            verdict = failed(e.getMessage() == null ? "foreign code failed" : e.getMessage());
        }
        return new Settlement(verdict, evidence);
    }

    Instant begun() {
        return begun;
    }

    DeliveryTarget target() {
        return target;
    }

    /** What was learned so far. */
    Evidence evidence() {
        return evidence;
    }

    /** Whether the origin answered. */
    Ending ending() {
        return ending;
    }

    /** What came of it, for metrics. */
    AttemptResult result(Verdict verdict) {
        return verdict instanceof Verdict.Retry ? failure : Outcomes.result(verdict);
    }

    private Verdict verdict() {
        if (!target.serves(row.key())) {
            return new Verdict.Rejected(
                    Rejection.INVALID,
                    "Provider " + row.provider() + " now points to " + target.repository() + " at " + target.origin()
                            + "; this status was queued for " + row.key().repository() + " at "
                            + row.key().origin());
        }
        if (!row.acceptedAt().plus(context.retries().maxAge()).isAfter(begun)) {
            return new Verdict.Expired(
                    RowTransitions.expiry(row, context.retries().maxAge()));
        }
        if (row.shown().isExactly(row.status())) {
            return new Verdict.Done(true);
        }
        try (Sessions.Use use = context.sessions().use(target)) {
            context.credentials().uses(target, use.credential());
            if (use.usesPassword()) {
                context.gate().password(use.credential());
            }
            return with(use);
        } catch (InvalidFieldException e) {
            return failed(e.field() + ": " + e.getMessage());
        } catch (IOException e) {
            return failed("the Secret cannot be read: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    private Verdict with(Sessions.Use use) {
        try {
            Verdict answered = mustAsk() ? ask(use) : null;
            return answered == null ? post(use) : answered;
        } catch (InterruptedException e) {
            return interrupted();
        } finally {
            notePause(use);
        }
    }

    /** A pause that the Git host asked for by an answer whose result does not tell. */
    private void notePause(Sessions.Use use) {
        use.pause().ifPresent(it -> pause(use, it, "the Git host asked for a pause"));
    }

    private boolean mustAsk() {
        boolean first = row.shown() instanceof Shown.Nothing && row.attempts() == 0;
        return row.shown() instanceof Shown.Unknown || (context.checkBeforePosting() && first);
    }

    /** Asks what is shown; null to go on and post, also where the question cannot be answered. */
    private @Nullable Verdict ask(Sessions.Use use) throws InterruptedException {
        Verdict wait = enter(use);
        if (wait != null) {
            return wait;
        }
        try {
            Optional<CommitStatus> latest = look(use);
            ending = Ending.ANSWERED;
            context.gate().accepted(use.credential());
            evidence = evidence.then(Evidence.seen(latest));
            notePause(use);
            boolean shows = latest.isPresent() && SameStatus.test(latest.get(), row.status());
            return shows ? new Verdict.Done(!(row.shown() instanceof Shown.Unknown)) : null;
        } catch (PublishFailedException e) {
            ending = Ending.ANSWERED;
            return unanswered(e.result(), use);
        } catch (IOException e) {
            ending = endingOf(e);
            return ending == Ending.TIMED_OUT || e instanceof RequestNotSentException ? failed(e, use) : null;
        } finally {
            leave(use);
        }
    }

    private Optional<CommitStatus> look(Sessions.Use use) throws IOException, InterruptedException {
        long token = use.tokenSerial();
        try {
            return publisher(() -> use.session().latest(row.status()));
        } catch (PublishFailedException e) {
            if (!renewed(e.result(), token, use)) {
                throw e;
            }
            return publisher(() -> use.session().latest(row.status()));
        }
    }

    /** All that it asks for ends before the lease does. */
    private <T> T publisher(Foreign.IoCode<T> code) throws IOException, InterruptedException {
        return Budget.within(timeLeft(), () -> Foreign.io("the publisher", code));
    }

    /** Whether the Git host refused a token that was minted, so that it is worth asking once more with another. */
    private boolean renewed(PublishResult result, long token, Sessions.Use use) {
        boolean refused = result instanceof PublishResult.Rejected rejected && rejected.kind() == Rejection.CREDENTIALS;
        return refused && isTimeFor(2) && use.forgetToken(token);
    }

    private @Nullable Verdict unanswered(PublishResult result, Sessions.Use use) {
        if (result instanceof PublishResult.RateLimited limited) {
            return limited(limited, use);
        }
        if (result instanceof PublishResult.Retry retry && retry.after().isPresent()) {
            String reason = use.redact(retry.reason());
            pause(use, retry.after().get(), reason);
            return new Verdict.Retry(retry.after().get(), reason, true);
        }
        if (result instanceof PublishResult.Rejected rejected && rejected.kind() == Rejection.CREDENTIALS) {
            return refused(use.redact(rejected.reason()), use);
        }
        boolean soonAnswered = result instanceof PublishResult.Retry && row.attempts() < PATIENT_ATTEMPTS;
        return soonAnswered ? failed(use.redact(((PublishResult.Retry) result).reason())) : null;
    }

    private Verdict post(Sessions.Use use) throws InterruptedException {
        Verdict wait = enter(use);
        if (wait != null) {
            return wait;
        }
        try {
            Evidence before = evidence;
            long token = use.tokenSerial();
            PublishResult result = send(use, before);
            if (renewed(result, token, use)) {
                result = send(use, before);
            }
            return verdict(result, before, use);
        } catch (IOException e) {
            ending = endingOf(e);
            return failed(e, use);
        } finally {
            leave(use);
        }
    }

    private PublishResult send(Sessions.Use use, Evidence before) throws IOException, InterruptedException {
        Duration timeout = target.provider().timeout();
        evidence = before.then(Evidence.mayHaveArrived(timeout.compareTo(LATE_WRITES) > 0 ? timeout : LATE_WRITES));
        try {
            PublishResult result = publisher(() -> use.session().publish(row.status()));
            ending = Ending.ANSWERED;
            return result;
        } catch (RequestNotSentException e) {
            evidence = before;
            throw e;
        } catch (PublishFailedException e) {
            ending = Ending.ANSWERED;
            evidence = before;
            return e.result();
        }
    }

    private Verdict verdict(PublishResult result, Evidence before, Sessions.Use use) throws InterruptedException {
        if (result instanceof PublishResult.Published published) {
            return done(new Verdict.Done(false, use.redact(published.note())), published.pause(), before, use);
        }
        if (result instanceof PublishResult.Unchanged unchanged) {
            return done(new Verdict.Done(true), unchanged.pause(), before, use);
        }
        if (result instanceof PublishResult.Retry retry) {
            // A server that failed may have applied it all the same: the evidence stays.
            String reason = use.redact(retry.reason());
            retry.after().ifPresent(it -> pause(use, it, reason));
            return retry.after()
                    .<Verdict>map(it -> new Verdict.Retry(it, reason, true))
                    .orElseGet(() -> failed(reason));
        }
        evidence = before;
        if (result instanceof PublishResult.RateLimited limited) {
            return limited(limited, use);
        }
        if (result instanceof PublishResult.NotVisible notVisible) {
            context.gate().accepted(use.credential());
            return notVisible(use.redact(notVisible.reason()));
        }
        return rejected((PublishResult.Rejected) result, use);
    }

    private Verdict done(Verdict.Done verdict, Optional<Duration> pause, Evidence before, Sessions.Use use) {
        context.gate().accepted(use.credential());
        context.denials().forget(row.id());
        pause.ifPresent(it -> pause(use, it, "the Git host asked for a pause"));
        // Also where something was left out: the same status would show no more.
        evidence = before.then(Evidence.seen(row.status()));
        return verdict;
    }

    private Verdict limited(PublishResult.RateLimited limited, Sessions.Use use) {
        String reason = use.redact(limited.reason());
        Duration after =
                limited.after().orElseGet(() -> context.gate().limited(use.credential(), context::limitBackoff));
        pause(use, after, reason);
        failure = AttemptResult.RATE_LIMITED;
        return new Verdict.Retry(after, reason, true);
    }

    private Verdict notVisible(String reason) {
        Duration left = Duration.between(
                context.now(), row.acceptedAt().plus(context.retries().notVisibleFor()));
        if (left.isNegative() || left.isZero()) {
            return new Verdict.Rejected(Rejection.NOT_FOUND, reason);
        }
        Duration backoff = context.backoff(row.attempts() + 1);
        failure = AttemptResult.COMMIT_NOT_VISIBLE;
        return new Verdict.Retry(backoff.compareTo(left) < 0 ? backoff : left, reason, true);
    }

    private Verdict rejected(PublishResult.Rejected rejected, Sessions.Use use) throws InterruptedException {
        String reason = use.redact(rejected.reason());
        if (rejected.kind() == Rejection.CREDENTIALS) {
            return refused(reason, use);
        }
        context.gate().accepted(use.credential());
        if (rejected.kind() == Rejection.CEILING) {
            leave(use);
            Verdict shown = ask(use);
            if (shown != null) {
                return shown instanceof Verdict.Done ? new Verdict.Done(true) : shown;
            }
        }
        boolean mayPass = rejected.kind() == Rejection.FORBIDDEN || rejected.kind() == Rejection.NOT_FOUND;
        return mayPass ? denied(rejected.kind(), reason) : new Verdict.Rejected(rejected.kind(), reason);
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
                        kind, time.isZero() ? reason : reason + "; so for " + time.toSeconds() + " s"));
    }

    private Verdict refused(String reason, Sessions.Use use) {
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

    private void pause(Sessions.Use use, Duration duration, String reason) {
        if (!duration.isZero()) {
            context.gate().pause(use.credential(), duration);
            context.credentials().paused(target, use.credential(), duration, reason);
        }
    }

    /** Asks to make a request: null to go ahead. */
    private @Nullable Verdict enter(Sessions.Use use) {
        if (!isTimeFor(1)) {
            return new Verdict.Retry(Duration.ZERO, "the lease was nearly over", false);
        }
        Optional<CredentialGate.Wait> wait = context.gate().enter(use.credential(), target.rateLimits());
        entered = wait.isEmpty();
        return wait.map(it -> new Verdict.Retry(it.duration(), waiting(it.cause()), false))
                .orElse(null);
    }

    /** The request has ended. */
    private void leave(Sessions.Use use) {
        if (entered) {
            entered = false;
            context.gate().leave(use.credential());
        }
    }

    /** Waiting for one's turn is no reason that is worth keeping. */
    private String waiting(CredentialGate.Cause cause) {
        boolean turn = cause == CredentialGate.Cause.PASSWORD;
        return row.attempts() == 0 || row.reason().isEmpty() ? (turn ? "" : cause.words()) : row.reason();
    }

    /** Whether the lease lasts until so many answers have come. */
    private boolean isTimeFor(int exchanges) {
        Duration needed = target.provider().timeout().multipliedBy(exchanges);
        return timeLeft().compareTo(needed) >= 0;
    }

    private Duration timeLeft() {
        Duration used = Duration.between(begun, context.now());
        return target.lease().minus(used).minus(SETTLING);
    }

    private static Ending endingOf(IOException e) {
        boolean timedOut =
                e instanceof HttpTimeoutException || (e instanceof RequestNotSentException it && it.timedOut());
        return timedOut ? Ending.TIMED_OUT : Ending.ANSWERED;
    }

    private static Verdict interrupted() {
        Thread.currentThread().interrupt();
        return new Verdict.Retry(Duration.ZERO, "interrupted", false);
    }

    private Verdict failed(IOException e, Sessions.Use use) {
        failure = ending == Ending.TIMED_OUT ? AttemptResult.TIMED_OUT : AttemptResult.FAILED;
        return failed(use.redact(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
    }

    private Verdict failed(String reason) {
        return new Verdict.Retry(context.backoff(row.attempts() + 1), reason, true);
    }
}
