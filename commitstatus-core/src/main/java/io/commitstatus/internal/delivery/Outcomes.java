package io.commitstatus.internal.delivery;

import io.commitstatus.model.GoDuration;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Verdict;
import io.commitstatus.policy.AttemptResult;
import io.commitstatus.policy.Outcome;
import org.jspecify.annotations.Nullable;

/** What rows and verdicts mean to those who wait for a status. */
final class Outcomes {
    static final Outcome SUPERSEDED = Outcome.of(Outcome.Kind.SUPERSEDED, "");

    private Outcomes() {}

    /** How the newest status of a row ended; null while it waits. */
    static @Nullable Outcome of(Row row) {
        return switch (row.state()) {
            case WAITING -> null;
            case DELIVERED -> Outcome.of(Outcome.Kind.DELIVERED, row.reason());
            case UNCHANGED -> Outcome.of(Outcome.Kind.UNCHANGED, "");
            case REJECTED -> Outcome.rejected(row.rejection().orElseThrow(), row.reason());
            case EXPIRED -> Outcome.of(Outcome.Kind.EXPIRED, row.reason());
        };
    }

    /** How one version of a row ended; null while it waits. */
    static @Nullable Outcome of(Row row, long version) {
        return row.version() > version ? SUPERSEDED : of(row);
    }

    /** How the claimed status ended; null when it has not, or had before it was claimed. */
    static @Nullable Outcome of(Row claimed, Verdict verdict, SettleResult result) {
        if (result == SettleResult.LATE) {
            return null;
        }
        if (claimed.state() != RowState.WAITING) {
            // It was looked at once more, and the Git host neither shows it nor accepts it again.
            return result == SettleResult.APPLIED && verdict instanceof Verdict.Rejected rejected
                    ? Outcome.rejected(rejected.rejection(), rejected.reason())
                    : null;
        }
        if (verdict instanceof Verdict.Done done) {
            return Outcome.of(done.unchanged() ? Outcome.Kind.UNCHANGED : Outcome.Kind.DELIVERED, done.note());
        }
        if (result == SettleResult.MOVED_ON) {
            return SUPERSEDED;
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            return Outcome.rejected(rejected.rejection(), rejected.reason());
        }
        return verdict instanceof Verdict.Expired expired ? Outcome.of(Outcome.Kind.EXPIRED, expired.reason()) : null;
    }

    /** What became of an attempt, for metrics. */
    static AttemptResult result(Verdict verdict) {
        if (verdict instanceof Verdict.Done done) {
            return done.unchanged() ? AttemptResult.UNCHANGED : AttemptResult.DELIVERED;
        }
        if (verdict instanceof Verdict.Rejected) {
            return AttemptResult.REJECTED;
        }
        return verdict instanceof Verdict.Expired ? AttemptResult.EXPIRED : AttemptResult.FAILED;
    }

    /** What became of an attempt, for people. */
    static String words(Verdict verdict) {
        if (verdict instanceof Verdict.Done done) {
            return done.unchanged() ? "unchanged" : "delivered";
        }
        if (verdict instanceof Verdict.Retry retry) {
            return "retry in " + GoDuration.text(retry.after()) + ": " + retry.reason();
        }
        return verdict instanceof Verdict.Rejected rejected
                ? "rejected: " + rejected.reason()
                : "expired: " + ((Verdict.Expired) verdict).reason();
    }
}
