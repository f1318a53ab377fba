package io.commitstatus.outbox.postgresql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one array for each column, all of text: one statement takes any number of them, with one set of parameters, in one
 * round trip.
 */
final class Columns {
    private final List<List<@Nullable String>> columns = new ArrayList<>();
    private int next;

    /** The rows in a statement, by these names. */
    static String from(Collection<String> names) {
        return "unnest(" + String.join(", ", Collections.nCopies(names.size(), "?::varchar[]")) + ") as v("
                + names.stream().collect(Collectors.joining(", ")) + ")";
    }

    /** Begins a row. */
    Columns row() {
        next = 0;
        return this;
    }

    Columns add(@Nullable String value) {
        if (next == columns.size()) {
            columns.add(new ArrayList<>());
        }
        columns.get(next++).add(value);
        return this;
    }

    Columns add(@Nullable Instant time) {
        return add(time == null ? null : RowColumns.micros(time).toString());
    }

    Columns add(long number) {
        return add(Long.toString(number));
    }

    Columns add(boolean truth) {
        return add(truth ? "true" : "false");
    }

    /** Sets the parameters from an index on; the index of the next. */
    int bind(Transaction transaction, PreparedStatement statement, int index) throws SQLException {
        for (List<@Nullable String> column : columns) {
            statement.setArray(index++, transaction.connection().createArrayOf("varchar", column.toArray()));
        }
        return index;
    }
}
