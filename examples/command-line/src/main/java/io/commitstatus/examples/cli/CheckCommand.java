package io.commitstatus.examples.cli;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.ProviderAccess;
import io.commitstatus.model.Problem;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks every Git host whether statuses may be written. */
@Command(
        name = "check",
        description =
                "Asks the Git host of every Provider, by reading only, whether its token may write statuses to its"
                        + " repository, when the token ends, and what is left of its rate limit. Suspended Providers are"
                        + " checked too, but make no difference to the exit code.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommitStatusCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Setup setup = Setup.read(common, parent.environment());
        CommitStatusRouter router = setup.open();
        try {
            boolean sound = tellErrors(setup, router);
            List<ProviderAccess> found = router.check();
            print(found);
            long bad =
                    found.stream().filter(it -> !it.suspended() && !it.isGood()).count();
            if (bad > 0) {
                spec.commandLine()
                        .getErr()
                        .println("commitstatus: " + Text.count(bad, "Provider") + " of " + found.size()
                                + " cannot write statuses");
            }
            return !sound ? ExitCode.BAD_INPUT : bad == 0 ? ExitCode.OK : ExitCode.NOT_DELIVERED;
        } finally {
            router.close(Duration.ZERO);
        }
    }

    /** What is broken has no line of its own among what was found. */
    private boolean tellErrors(Setup setup, CommitStatusRouter router) {
        List<Problem> problems = new ArrayList<>(setup.secrets().together().problems());
        problems.addAll(router.problems());
        PrintWriter err = spec.commandLine().getErr();
        problems.stream()
                .filter(it -> it.level() == Problem.Level.ERROR)
                .forEach(it -> err.println("error: " + Text.line(it.toString())));
        return !Setup.hasErrors(problems);
    }

    private void print(List<ProviderAccess> found) {
        PrintWriter out = spec.commandLine().getOut();
        if (common.json()) {
            found.forEach(new JsonLines(out)::access);
        } else {
            AccessTable table = new AccessTable(CommitStatusCommand.text(spec));
            found.forEach(table::add);
            table.print(out);
        }
    }
}
