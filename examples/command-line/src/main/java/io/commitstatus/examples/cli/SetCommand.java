package io.commitstatus.examples.cli;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One status on one commit, as a CI job wants it. */
@Command(
        name = "set",
        description = "Sets one status on one commit. Name the target by --type and --address, or by --provider and"
                + " --config.")
final class SetCommand implements Callable<Integer> {

    @Mixin
    private final SetTarget target = new SetTarget();

    @Option(names = "--commit", required = true, paramLabel = "SHA", description = "The commit, in full.")
    private String commit = "";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "The key that identifies the status on its commit, such as deploy/prod.")
    private String key = "";

    @Option(
            names = "--state",
            required = true,
            paramLabel = "STATE",
            description = "The state: ${COMPLETION-CANDIDATES}.")
    private CommitState state = CommitState.PENDING;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "The description; shortened if it is too long.")
    private String text = "";

    @Option(names = "--target-url", paramLabel = "URL", description = "The URL that the status links to.")
    private @Nullable URI targetUrl;

    @Option(names = "--ref", paramLabel = "REF", description = "The branch or tag, which GitLab and Bitbucket show.")
    private @Nullable String ref;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long to wait until it is delivered. Default: ${DEFAULT-VALUE}.")
    private Duration wait = Duration.ofSeconds(30);

    @Option(names = "--allow-plain-http", description = "Allow plain http, which sends credentials unencrypted.")
    private boolean allowPlainHttp;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The output: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private CommonOptions.Output output = CommonOptions.Output.TEXT;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommitStatusCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CommitStatus status = status();
        SetTarget.Chosen chosen = target.open(parent.environment(), allowPlainHttp);
        CommitStatusRouter router = chosen.router();
        try {
            Receipt.Entry entry = router.submit(chosen.provider().name(), status)
                    .await(wait)
                    .entries()
                    .get(0);
            print(entry);
            return verdict(entry);
        } finally {
            router.close(Duration.ZERO);
        }
    }

    private CommitStatus status() {
        try {
            CommitStatus.Builder status =
                    CommitStatus.builder(commit, key, state).description(text);
            if (targetUrl != null) {
                status.targetUrl(targetUrl);
            }
            if (ref != null) {
                status.ref(ref);
            }
            return status.build();
        } catch (InvalidFieldException e) {
            throw new BadInputException(e.field() + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private void print(Receipt.Entry entry) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == CommonOptions.Output.JSON) {
            new JsonLines(out).outcome(0, entry);
        } else {
            out.println(Text.line(entry.toString()));
        }
    }

    private int verdict(Receipt.Entry entry) {
        if (entry instanceof Receipt.Skipped skipped) {
            throw new BadInputException(skipped.reason());
        }
        if (entry instanceof Receipt.Sent sent && sent.outcome().isGood()) {
            return ExitCode.OK;
        }
        spec.commandLine().getErr().println("commitstatus: the status was not delivered");
        return ExitCode.NOT_DELIVERED;
    }
}
