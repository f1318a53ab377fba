package io.commitstatus.examples.receiver;

import io.commitstatus.Backlog;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Health;
import io.commitstatus.ProviderAccess;
import io.commitstatus.ProviderAccess.Verdict;
import io.commitstatus.examples.receiver.page.View.Trouble;
import io.commitstatus.examples.receiver.page.When;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong now, each with what to do, the worst first. */
final class Troubles {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration ENDS_SOON = Duration.ofDays(14);
    private static final int MAX_PROBLEMS = 50;

    private final CommitStatusRouter router;
    private final ConfigurationSource source;
    private final Journal journal;
    private final Skips skips;
    private final Checks checks;

    Troubles(CommitStatusRouter router, ConfigurationSource source, Journal journal, Skips skips, Checks checks) {
        this.router = router;
        this.source = source;
        this.journal = journal;
        this.skips = skips;
        this.checks = checks;
    }

    List<Trouble> list(Backlog backlog, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        Health health = router.health();
        delivery(health, backlog, now, troubles);
        access(health, now, troubles);
        lost(now, troubles);
        configuration(troubles);
        return troubles;
    }

    private void delivery(Health health, Backlog backlog, Instant now, List<Trouble> troubles) {
        if (!health.isAlive()) {
            troubles.add(new Trouble(true, "Delivery has stopped.", "Restart the receiver, and report its log."));
        }
        health.storeTrouble()
                .ifPresent(it -> troubles.add(new Trouble(
                        true,
                        "The outbox cannot be worked on: " + it,
                        "Events are refused until it can; see to the disk or database.")));
        for (NamespacedName it : new TreeSet<>(health.refusedProviders())) {
            troubles.add(
                    new Trouble(
                            true,
                            "The credentials of Provider " + it + " are refused.",
                            "Put a valid token with the permission to write statuses into its Secret. What waits goes on by itself."));
        }
        for (String it : new TreeSet<>(health.hangingHosts())) {
            troubles.add(new Trouble(
                    true,
                    it + " does not answer.",
                    "Look at the Git host, the network and its proxy. It is asked again by itself."));
        }
        for (Journal.Hold it : journal.holds()) {
            String left = When.amount(Duration.between(now, it.until()));
            troubles.add(new Trouble(
                    false,
                    it.origin() + " is left alone for " + left + " more: " + it.reason(),
                    "Nothing is lost; it goes on by itself."));
        }
        backlog.oldest()
                .filter(it -> Duration.between(it, now).compareTo(LONG) > 0)
                .ifPresent(it -> troubles.add(new Trouble(
                        false,
                        "The oldest that waits was taken " + When.of(it, now).relative() + ".",
                        "What stands above says why, or its Provider is suspended or gone.")));
    }

    /** What a check has found, as far as nothing was delivered since. */
    private void access(Health health, Instant now, List<Trouble> troubles) {
        Checks.Found found = checks.found();
        found.byProvider().values().stream()
                .filter(it -> !it.suspended() && !health.refusedProviders().contains(it.provider()))
                .sorted(Comparator.comparing(ProviderAccess::provider))
                .limit(MAX_PROBLEMS)
                .forEach(it -> {
                    boolean provedSince = journal.counts(it.provider())
                            .deliveredAfter(found.when().orElse(now));
                    if (it.verdict() == Verdict.REFUSED && !provedSince) {
                        troubles.add(new Trouble(
                                true,
                                "Provider " + it.provider() + " may not write statuses: " + it.reason(),
                                "Give its token what is missing, or correct its address; then check again."));
                    } else if (it.verdict() == Verdict.UNREACHABLE && !provedSince) {
                        troubles.add(new Trouble(
                                false,
                                "Provider " + it.provider() + " could not be checked: " + it.reason(),
                                "Look at the Git host and the network between; then check again."));
                    }
                    it.expires()
                            .filter(end -> end.isBefore(now.plus(ENDS_SOON)))
                            .ifPresent(end -> troubles.add(ending(it, end, now)));
                });
    }

    private static Trouble ending(ProviderAccess access, Instant end, Instant now) {
        boolean over = !end.isAfter(now);
        String when = over ? "has ended" : "ends in " + When.amount(Duration.between(now, end));
        return new Trouble(
                over,
                "The token of Provider " + access.provider() + " " + when + ".",
                "Put a new one into its Secret. Nothing is lost meanwhile.");
    }

    private void lost(Instant now, List<Trouble> troubles) {
        Set<NamespacedName> alerts = new HashSet<>();
        for (Skips.Lost it : skips.lost()) {
            if (alerts.add(it.alert())) {
                troubles.add(new Trouble(
                        true,
                        "An event of " + it.object() + " led nowhere for Alert " + it.alert() + " "
                                + When.of(it.when(), now).relative() + ": " + it.reason(),
                        "Flux tries it again for some minutes, and sends the next one anyway."));
            }
        }
    }

    private void configuration(List<Trouble> troubles) {
        source.missing()
                .ifPresent(it -> troubles.add(new Trouble(
                        true,
                        "There is no configuration: " + it,
                        "Events are refused, and sent again by Flux. Mount it, or correct --config; or see to the rights of"
                                + " the service account.")));
        List<Problem> problems = ConfigurationInForce.problems(router);
        for (Problem it : problems.subList(0, Math.min(MAX_PROBLEMS, problems.size()))) {
            boolean error = it.level() == Problem.Level.ERROR;
            troubles.add(new Trouble(
                    error,
                    it.toString(),
                    error ? "This document is left out until it is corrected." : "It is in force otherwise."));
        }
        if (problems.size() > MAX_PROBLEMS) {
            troubles.add(new Trouble(
                    false,
                    (problems.size() - MAX_PROBLEMS) + " more problems of the configuration",
                    "The log has all of them."));
        }
    }
}
