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

    private final Row row;
    private final DeliveryTarget target;
    private final AttemptContext context;
    private final Instant begun;
    private final Verdicts verdicts;
    private Evidence evidence = Evidence.none();
    private Ending ending = Ending.NOT_ASKED;
    private boolean entered;

    /** @param begun when the claim was asked for, by the router's steady clock */
    Attempt(Claim claim, Instant begun, DeliveryTarget target, AttemptContext context) {
        this.row = claim.row();
        this.target = target;
        this.context = context;
        this.begun = begun;
        this.verdicts = new Verdicts(row, target, context);
    }

    /** Makes the attempt. */
    Settlement run() {
        Verdict verdict;
        try {
            verdict = verdict();
        } catch (ForeignCodeException e) {
            Foreign.log(e);
            verdict = verdicts.failed(e.getMessage() == null ? "foreign code failed" : e.getMessage());
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
        return verdict instanceof Verdict.Retry ? verdicts.failure() : Outcomes.result(verdict);
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
            return verdicts.failed(e.field() + ": " + e.getMessage());
        } catch (IOException e) {
            return verdicts.failed("the Secret cannot be read: " + e.getClass().getSimpleName());
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
            verdicts.pauseAsked(use);
        }
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
            verdicts.pauseAsked(use);
            boolean shows = latest.isPresent() && SameStatus.test(latest.get(), row.status());
            return shows ? new Verdict.Done(!(row.shown() instanceof Shown.Unknown)) : null;
        } catch (PublishFailedException e) {
            ending = Ending.ANSWERED;
            return verdicts.unanswered(e.result(), use);
        } catch (IOException e) {
            ending = endingOf(e);
            return ending == Ending.TIMED_OUT || e instanceof RequestNotSentException
                    ? verdicts.failed(e, ending == Ending.TIMED_OUT, use)
                    : null;
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
            return verdicts.failed(e, ending == Ending.TIMED_OUT, use);
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
            return verdicts.retry(retry, use);
        }
        evidence = before;
        if (result instanceof PublishResult.RateLimited limited) {
            return verdicts.limited(limited, use);
        }
        if (result instanceof PublishResult.NotVisible notVisible) {
            context.gate().accepted(use.credential());
            return verdicts.notVisible(use.redact(notVisible.reason()));
        }
        return rejected((PublishResult.Rejected) result, use);
    }

    private Verdict done(Verdict.Done verdict, Optional<Duration> pause, Evidence before, Sessions.Use use) {
        context.gate().accepted(use.credential());
        context.denials().forget(row.id());
        pause.ifPresent(it -> verdicts.pause(use, it, "the Git host asked for a pause"));
        // Also where something was left out: the same status would show no more.
        evidence = before.then(Evidence.seen(row.status()));
        return verdict;
    }

    private Verdict rejected(PublishResult.Rejected rejected, Sessions.Use use) throws InterruptedException {
        String reason = use.redact(rejected.reason());
        if (rejected.kind() == Rejection.CREDENTIALS) {
            return verdicts.refused(reason, use);
        }
        context.gate().accepted(use.credential());
        if (rejected.kind() == Rejection.CEILING) {
            leave(use);
            Verdict shown = ask(use);
            if (shown != null) {
                return shown instanceof Verdict.Done ? new Verdict.Done(true) : shown;
            }
        }
        return verdicts.rejected(rejected.kind(), reason);
    }

    /** Asks to make a request: null to go ahead. */
    private @Nullable Verdict enter(Sessions.Use use) {
        if (!isTimeFor(1)) {
            return new Verdict.Retry(Duration.ZERO, "the lease was nearly over", false);
        }
        Optional<CredentialGate.Wait> wait = context.gate().enter(use.credential(), target.rateLimits());
        entered = wait.isEmpty();
        return wait.map(it -> verdicts.waits(it)).orElse(null);
    }

    /** The request has ended. */
    private void leave(Sessions.Use use) {
        if (entered) {
            entered = false;
            context.gate().leave(use.credential());
        }
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
}
