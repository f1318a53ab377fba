package io.commitstatus.examples.cli;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.policy.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What became of events, for people: a row for each event and Alert. */
final class OutcomeTable {
    private static final int COLUMNS = 7;
    private static final int OUTCOME = 1;
    private static final int SHORT_COMMIT = 8;

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final int[] widths = new int[COLUMNS];

    private record Row(List<String> cells, Receipt.Entry entry) {}

    void add(int event, Receipt.Entry entry) {
        Optional<Receipt.Sent> sent = sent(entry);
        String outcome = sent.map(it -> it.outcome().kind().toString()).orElse("skipped");
        String detail = entry instanceof Receipt.Skipped skipped
                ? skipped.reason()
                : sent.map(it -> it.outcome().detail()).orElse("");
        List<String> notes = sent.map(Receipt.Sent::notes).orElse(List.of());
        List<String> cells = List.of(
                Integer.toString(event),
                outcome,
                entry.alert().map(Object::toString).orElse("-"),
                status(entry, it -> it.commit().substring(0, SHORT_COMMIT)),
                status(entry, it -> it.state().toString()),
                status(entry, CommitStatus::key),
                detail + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"));
        counts.merge(outcome, 1L, Long::sum);
        add(new Row(cells.stream().map(Text::line).toList(), entry));
    }

    private void add(Row row) {
        for (int i = 0; i < COLUMNS; i++) {
            widths[i] = Math.max(widths[i], row.cells().get(i).length());
        }
        rows.add(row);
    }

    private static String status(Receipt.Entry entry, Function<CommitStatus, String> part) {
        return sent(entry).map(Receipt.Sent::status).map(part).orElse("-");
    }

    private static Optional<Receipt.Sent> sent(Receipt.Entry entry) {
        return entry instanceof Receipt.Sent sent ? Optional.of(sent) : Optional.empty();
    }

    void print(PrintWriter out, Text text) {
        List<String> header = List.of("EVENT", "OUTCOME", "ALERT", "COMMIT", "STATE", "KEY", "DETAIL");
        for (int i = 0; i < COLUMNS; i++) {
            widths[i] = Math.max(widths[i], header.get(i).length());
        }
        out.println(text.strong(cells(header, cell -> cell)));
        rows.forEach(row -> out.println(cells(row.cells(), cell -> colour(text, row.entry(), cell))));
        out.println(counts.entrySet().stream()
                .map(it -> it.getValue() + " " + it.getKey())
                .collect(Collectors.joining(", ")));
    }

    private String cells(List<String> cells, UnaryOperator<String> outcome) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < COLUMNS; i++) {
            String padded = String.format("%-" + widths[i] + "s", cells.get(i));
            line.append(i == OUTCOME ? outcome.apply(padded) : padded).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static String colour(Text text, Receipt.Entry entry, String cell) {
        if (!(entry instanceof Receipt.Sent sent)) {
            return text.faint(cell);
        }
        Outcome outcome = sent.outcome();
        return outcome.isGood()
                ? text.good(cell)
                : outcome.kind() == Outcome.Kind.PENDING ? text.doubtful(cell) : text.bad(cell);
    }
}
