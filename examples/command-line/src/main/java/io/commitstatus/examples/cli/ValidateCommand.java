package io.commitstatus.examples.cli;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
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

/** Checks a configuration. */
@Command(
        name = "validate",
        description = "Reports every problem and warning in the configuration and in the Secrets given.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommitStatusCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Setup setup = Setup.read(common, parent.environment());
        List<Problem> problems = problems(setup);
        if (common.json()) {
            problems.forEach(new JsonLines(out)::problem);
        } else {
            problems.forEach(it -> print(it, err));
        }
        long errors = problems.stream()
                .filter(it -> it.level() == Problem.Level.ERROR)
                .count();
        String summary = Text.count(errors, "error") + ", " + Text.count(problems.size() - errors, "warning");
        if (errors > 0) {
            err.println("commitstatus: the configuration cannot be used: " + summary);
            return ExitCode.BAD_INPUT;
        }
        if (!common.json()) {
            Configuration configuration = setup.configuration();
            out.println(Text.count(configuration.providers().size(), "Provider") + ", "
                    + Text.count(configuration.alerts().size(), "Alert") + ": " + summary);
        }
        return ExitCode.OK;
    }

    private static List<Problem> problems(Setup setup) {
        List<Problem> problems = new ArrayList<>(setup.secrets().together().problems());
        CommitStatusRouter router = setup.open();
        problems.addAll(router.problems());
        router.close(Duration.ZERO);
        return problems;
    }

    private void print(Problem problem, PrintWriter err) {
        Text text = CommitStatusCommand.text(spec);
        String level = problem.level() == Problem.Level.ERROR ? text.bad("error") : text.doubtful("warning");
        err.println(level + ": " + TokenShapes.blank(Text.line(problem.toString())));
    }
}
