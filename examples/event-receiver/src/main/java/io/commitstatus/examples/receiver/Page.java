package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Problem;
import io.commitstatus.outbox.Backlog;
import io.commitstatus.outbox.Row;
import io.commitstatus.policy.DeliveryListener.Settled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The page as HTML: no script, one style. Everything that came from outside goes through {@link Html}. */
final class Page {
    private static final int MAX = 100;
    /** Each cell is isolated, so that a message that writes from right to left turns no other. */
    private static final String STYLE = """
            body { font: 14px sans-serif; margin: 2em }
            table { border-collapse: collapse; margin-bottom: 2em }
            th, td { border: 1px solid #ccc; padding: 4px 8px; text-align: left; vertical-align: top;
              unicode-bidi: isolate; overflow-wrap: anywhere }
            td:first-child { white-space: nowrap }
            """;

    private static final String HEAD = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<title>commit statuses</title><style>" + STYLE + "</style></head><body>\n";

    /** Nothing but the style above may have an effect, whatever gets onto the page. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final CommitStatusRouter router;
    private final RecentStatuses recent;
    private final String formToken;

    Page(CommitStatusRouter router, RecentStatuses recent, String formToken) {
        this.router = router;
        this.recent = recent;
        this.formToken = formToken;
    }

    String html() {
        Backlog backlog = router.backlog();
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p>").append(backlog.waiting()).append(" waiting</p>\n");
        List<Problem> problems = Stream.concat(router.configuration().problems().stream(), router.problems().stream())
                .toList();
        table(
                page,
                "Problems of the configuration",
                List.of("Level", "Problem"),
                problems.stream().map(it -> Html.row(it.level(), it)));
        table(
                page,
                "Not delivered: " + backlog.undelivered(),
                List.of("Happened", "Repository", "Commit", "Key", "State", "Description", "Why not", ""),
                router.undelivered(MAX).stream().map(this::undelivered));
        table(
                page,
                "Last statuses",
                List.of("Ended", "Repository", "Commit", "Key", "State", "Description", "Outcome"),
                recent.list().stream().map(Page::settled));
        return page.append("</body></html>\n").toString();
    }

    private static void table(StringBuilder page, String title, List<String> columns, Stream<String> rows) {
        page.append("<h2>").append(Html.escape(title)).append("</h2>\n<table><tr>");
        columns.forEach(it -> page.append("<th>").append(it).append("</th>"));
        page.append("</tr>\n");
        rows.forEach(page::append);
        page.append("</table>\n");
    }

    private static String settled(Settled it) {
        DeliveryKey key = it.subject().key();
        var status = it.subject().status();
        return Html.row(
                it.settledAt(),
                key.type() + " " + key.repository(),
                key.commit(),
                status.key(),
                status.state(),
                status.description(),
                it.outcome());
    }

    private String undelivered(Row it) {
        String row = Html.row(
                it.eventTime(),
                it.key().type() + " " + it.key().repository(),
                it.key().commit(),
                it.status().key(),
                it.status().state(),
                it.status().description(),
                it.state() + ": " + it.reason());
        String button = "<td><form method=\"post\" action=\"replay\">" + hidden("form", formToken)
                + hidden("id", it.id()) + "<button>Replay</button></form></td></tr>\n";
        return row.replace("</tr>\n", button);
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.escape(value) + "\">";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
