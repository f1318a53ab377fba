package io.commitstatus.examples.cli;

import io.commitstatus.Explanation;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import java.io.PrintWriter;

/** What would be sent, for people. */
final class ExplainText {
    private final PrintWriter out;
    private final Text text;

    ExplainText(PrintWriter out, Text text) {
        this.out = out;
        this.text = text;
    }

    void event(int index, Event event) {
        out.println(text.strong("event " + index + ": "
                + Text.line(event.involvedObject() + " " + event.severity() + " " + event.reason())));
    }

    void explanation(Explanation explanation) {
        String who = explanation.alert().map(it -> it + " → ").orElse("")
                + explanation.provider().map(Object::toString).orElse("");
        if (explanation.skipped().isPresent()) {
            String separator = who.isEmpty() ? "" : ": ";
            String reason = explanation.skipped().get().reason();
            out.println("  " + text.doubtful("skipped") + "   " + who + separator + Text.line(reason));
            return;
        }
        out.println("  " + text.good("accepted") + "  " + who);
        explanation.status().ifPresent(this::status);
        explanation.notes().forEach(it -> field("note", text.doubtful(Text.line(it))));
        explanation.request().ifPresent(this::request);
    }

    private void status(CommitStatus status) {
        field("commit", status.commit());
        field("key", Text.line(status.key()));
        String state = status.state().toString();
        field(
                "state",
                switch (status.state()) {
                    case SUCCESS -> text.good(state);
                    case FAILURE, ERROR -> text.bad(state);
                    default -> text.doubtful(state);
                });
        field("description", Text.line(status.description()));
        status.targetUrl().ifPresent(it -> field("target URL", it.toString()));
    }

    private void request(Explanation.Request request) {
        field("request", request.method() + " " + request.uri());
        request.headers().forEach((name, value) -> field("", text.faint(name + ": " + Text.line(value))));
        field("", JsonLines.json(request.body()));
    }

    private void field(String name, String value) {
        out.println(("    " + String.format("%-13s", name) + value).stripTrailing());
    }
}
