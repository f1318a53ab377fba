package io.commitstatus.examples.cli;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Explanation;
import io.commitstatus.model.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sends nothing, and says what would be sent. */
@Command(
        name = "explain",
        description =
                "Says for every event and Alert what would be sent, or why nothing would. Sends nothing, and needs"
                        + " neither a network nor Secrets.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final StatusOptions statusOptions = new StatusOptions();

    @Mixin
    private final EventOptions eventOptions = new EventOptions();

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommitStatusCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Setup setup = Setup.read(common, parent.environment());
        CommitStatusRouter router =
                setup.router(statusOptions, spec.commandLine().getErr());
        try {
            List<Event> events = eventOptions.read(parent.in());
            JsonLines json = new JsonLines(out);
            ExplainText text = new ExplainText(out, CommitStatusCommand.text(spec));
            for (int i = 0; i < events.size(); i++) {
                List<Explanation> explanations = router.explain(events.get(i));
                if (common.json()) {
                    int index = i;
                    explanations.forEach(it -> json.explanation(index, it));
                } else {
                    text.event(i, events.get(i));
                    explanations.forEach(text::explanation);
                }
            }
        } finally {
            router.close(Duration.ZERO);
        }
        return ExitCode.OK;
    }
}
