package io.commitstatus.examples.cli;

import io.commitstatus.ProviderAccess;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What checks have found, for people: a row for each Provider. */
final class AccessTable {
    private static final List<String> HEADER =
            List.of("PROVIDER", "WRITE", "TYPE", "REPOSITORY", "TOKEN ENDS", "REQUESTS LEFT", "DETAIL");
    private static final int VERDICT = 1;

    private final Text text;
    private final List<Row> rows = new ArrayList<>();
    private final int[] widths = new int[HEADER.size()];

    private record Row(List<String> cells, ProviderAccess access) {}

    AccessTable(Text text) {
        this.text = text;
        widen(HEADER);
    }

    void add(ProviderAccess access) {
        String verdict = access.verdict().name().toLowerCase(Locale.ROOT);
        List<String> cells = List.of(
                access.provider().toString(),
                access.suspended() ? verdict + " (suspended)" : verdict,
                access.type(),
                access.repository().orElse("-"),
                access.expires().map(Object::toString).orElse("-"),
                access.quota().map(it -> it.remaining() + " of " + it.limit()).orElse("-"),
                access.reason());
        List<String> lines = cells.stream().map(Text::line).toList();
        widen(lines);
        rows.add(new Row(lines, access));
    }

    private void widen(List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    void print(PrintWriter out) {
        out.println(text.strong(line(HEADER, null)));
        rows.forEach(it -> out.println(line(it.cells(), it.access())));
    }

    private String line(List<String> cells, @Nullable ProviderAccess access) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padded = String.format("%-" + widths[i] + "s", cells.get(i));
            line.append(i == VERDICT && access != null ? colour(access, padded) : padded)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }

    private String colour(ProviderAccess access, String cell) {
        return switch (access.verdict()) {
            case ALLOWED -> text.good(cell);
            case UNCERTAIN -> text.doubtful(cell);
            case REFUSED, UNREACHABLE, UNUSABLE -> text.bad(cell);
        };
    }
}
