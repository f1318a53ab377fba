package io.commitstatus.examples.cli;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Receipt;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.policy.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sends, and tells what became of it. */
@Command(
        name = "publish",
        description =
                "Sends what explain shows, and reports each outcome. Nothing is sent when an event cannot be read, or"
                        + " a Secret is missing.")
final class PublishCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(200);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final StatusOptions statusOptions = new StatusOptions();

    @Mixin
    private final EventOptions eventOptions = new EventOptions();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description =
                    "How long to wait for the outcomes, such as 1m30s; whatever is still waiting then is abandoned."
                            + " Default: ${DEFAULT-VALUE}.")
    private Duration wait = Duration.ofSeconds(30);

    @Option(
            names = "--require-match",
            description = "Fail if an event leads to no status at all, for example because no Alert matches it.")
    private boolean requireMatch;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommitStatusCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Setup setup = Setup.read(common, parent.environment());
        CommitStatusRouter router = setup.router(statusOptions, err);
        try {
            List<Event> events = eventOptions.read(parent.in());
            requireSecrets(setup, router, events);
            List<Receipt> receipts = new ArrayList<>(events.size());
            events.forEach(it -> receipts.add(router.route(it)));
            await(receipts);
            List<List<Receipt.Entry>> results =
                    receipts.stream().map(Receipt::entries).toList();
            print(results);
            int verdict = verdict(results, err);
            return requireMatch && !allMatched(results, err) ? ExitCode.NOT_DELIVERED : verdict;
        } finally {
            // The wait is over; a second one would only make the user wait longer than asked.
            router.close(Duration.ZERO);
        }
    }

    /** Looked at before anything is sent, because a status without a token would only wait until the time is up. */
    private static void requireSecrets(Setup setup, CommitStatusRouter router, List<Event> events) {
        Set<NamespacedName> missing = setup.secrets().missing();
        if (missing.isEmpty()) {
            return;
        }
        Map<NamespacedName, NamespacedName> needed = new TreeMap<>();
        for (Event event : events) {
            router.explain(event).stream()
                    .filter(it -> it.skipped().isEmpty())
                    .flatMap(it -> it.provider().stream())
                    .forEach(provider -> setup.configuration()
                            .provider(provider)
                            .flatMap(it -> it.secretRef())
                            .filter(missing::contains)
                            .ifPresent(secret -> needed.putIfAbsent(secret, provider)));
        }
        if (!needed.isEmpty()) {
            String token = missing.size() == 1
                    ? ", or set " + Secrets.TOKEN
                    : "; " + Secrets.TOKEN + " serves only where one Secret is missing";
            throw new BadInputException(needed.entrySet().stream()
                    .map(it -> "Secret " + it.getKey() + ", which Provider " + it.getValue()
                            + " names, was not found; give it with --secrets or --token-file " + it.getKey()
                            + "=FILE" + token)
                    .collect(Collectors.joining("\n")));
        }
    }

    private void await(List<Receipt> receipts) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        try (Progress progress = new Progress(spec.commandLine().getErr(), CommitStatusCommand.terminal(spec))) {
            int done = 0;
            long left = wait.toNanos();
            while (left > 0 && done < receipts.size()) {
                Receipt next = receipts.get(done);
                if (next.settled()) {
                    done++;
                    continue;
                }
                progress.show(receipts.stream().filter(Receipt::settled).count(), receipts.size());
                next.await(Duration.ofNanos(Math.min(left, TICK.toNanos())));
                left = deadline - System.nanoTime();
            }
        }
    }

    private void print(List<List<Receipt.Entry>> results) {
        PrintWriter out = spec.commandLine().getOut();
        JsonLines json = new JsonLines(out);
        OutcomeTable table = new OutcomeTable();
        for (int i = 0; i < results.size(); i++) {
            int index = i;
            results.get(i).forEach(it -> {
                if (common.json()) {
                    json.outcome(index, it);
                } else {
                    table.add(index, it);
                }
            });
        }
        if (!common.json()) {
            table.print(out, CommitStatusCommand.text(spec));
        }
    }

    private static boolean allMatched(List<List<Receipt.Entry>> results, PrintWriter err) {
        long without = results.stream()
                .filter(it -> it.stream().noneMatch(Receipt.Sent.class::isInstance))
                .count();
        if (without > 0) {
            err.println("commitstatus: " + Text.count(without, "event") + " of " + results.size()
                    + " led to no status, which --require-match demands");
        }
        return without == 0;
    }

    private static int verdict(List<List<Receipt.Entry>> results, PrintWriter err) {
        List<Outcome> outcomes = results.stream()
                .flatMap(List::stream)
                .filter(Receipt.Sent.class::isInstance)
                .map(it -> ((Receipt.Sent) it).outcome())
                .toList();
        long bad = outcomes.stream().filter(it -> !it.isGood()).count();
        long waiting = outcomes.stream()
                .filter(it -> it.kind() == Outcome.Kind.PENDING)
                .count();
        if (bad == 0) {
            return ExitCode.OK;
        }
        err.println("commitstatus: " + bad + " of " + outcomes.size() + " accepted"
                + (bad == 1 ? " was" : " were") + " not delivered"
                + (waiting > 0 ? "; " + waiting + " still waited, for which --wait gives more time" : ""));
        return ExitCode.NOT_DELIVERED;
    }
}
