package io.commitstatus.outbox;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a status that was put. Immutable; made by {@link RowTransitions}.
 *
 * @since 0.1
 */
public final class PutResult {
    /** The ways. */
    public enum Kind {
        /** It is wanted now. */
        ACCEPTED,
        /** The same is wanted already. */
        JOINED,
        /** The Git host shows it already. */
        UNCHANGED,
        /** A newer one is stored. */
        SUPERSEDED
    }

    private final Kind kind;
    private final Row row;
    private final boolean clamped;
    private final @Nullable Row displaced;

    PutResult(Kind kind, Row row, boolean clamped, @Nullable Row displaced) {
        this.kind = Objects.requireNonNull(kind);
        this.row = Objects.requireNonNull(row);
        this.clamped = clamped;
        this.displaced = displaced;
    }

    /** {@return which way} */
    public Kind kind() {
        return kind;
    }

    /** {@return the row as it is now; its id is that of the acceptance under way, an earlier one where it was joined} */
    public Row row() {
        return row;
    }

    /** {@return whether the event time was too far ahead of the outbox's clock, which took its place} */
    public boolean clamped() {
        return clamped;
    }

    /** {@return the earlier status that ended with this, superseded before it was claimed} */
    public Optional<Row> displaced() {
        return Optional.ofNullable(displaced);
    }

    @Override
    public String toString() {
        return kind + " " + row;
    }
}
