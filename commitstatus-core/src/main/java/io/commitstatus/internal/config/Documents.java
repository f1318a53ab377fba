package io.commitstatus.internal.config;

import io.commitstatus.internal.config.check.ExclusionReason;
import io.commitstatus.internal.config.check.Options;
import io.commitstatus.internal.config.read.ParsedDocument;
import io.commitstatus.internal.config.report.TrackedProblem;
import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Providers, Alerts and Secrets that are sound by themselves, and what is wrong with the rest. Immutable: a change copies the
 * maps that it touches and looks at what it touches again, nothing else.
 */
public final class Documents {
    /** More are counted, rather than listed. */
    private static final int MOST_PROBLEMS = 1000;

    private final Options options;
    private final NavigableMap<NamespacedName, Provider> providers;
    private final NavigableMap<NamespacedName, Alert> alerts;
    private final NavigableMap<NamespacedName, Secret> secrets;
    private final Map<NamespacedName, ExclusionReason> absent;
    private final List<TrackedProblem> findings;
    private final NavigableMap<NamespacedName, Alert> active;

    Documents(
            Options options,
            NavigableMap<NamespacedName, Provider> providers,
            NavigableMap<NamespacedName, Alert> alerts,
            NavigableMap<NamespacedName, Secret> secrets,
            NavigableMap<NamespacedName, Alert> active,
            Map<NamespacedName, ExclusionReason> absent,
            List<TrackedProblem> findings) {
        this.options = options;
        this.providers = Collections.unmodifiableNavigableMap(providers);
        this.alerts = Collections.unmodifiableNavigableMap(alerts);
        this.secrets = Collections.unmodifiableNavigableMap(secrets);
        this.absent = absent;
        this.findings = findings;
        this.active = Collections.unmodifiableNavigableMap(active);
    }

    /** No documents. */
    public static Documents none(Options options) {
        return new Documents(
                options, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Map.of(), List.of());
    }

    /** {@return how they were read} */
    public Options options() {
        return options;
    }

    /** {@return the Providers, by name} */
    public NavigableMap<NamespacedName, Provider> providers() {
        return providers;
    }

    /** {@return the Alerts whose Provider is there, by name} */
    public NavigableMap<NamespacedName, Alert> alerts() {
        return active;
    }

    /** {@return the Alerts but those of a Provider that is none of ours, such as a chat's} */
    public Collection<Alert> heard() {
        return alerts.values().stream()
                .filter(it -> absent.get(it.provider()) != ExclusionReason.IGNORED)
                .toList();
    }

    /** {@return the Secrets, by name} */
    public NavigableMap<NamespacedName, Secret> secrets() {
        return secrets;
    }

    /** {@return what is wrong, in the order of the documents} */
    public List<Problem> problems() {
        if (findings.size() <= MOST_PROBLEMS) {
            return findings.stream().map(TrackedProblem::problem).toList();
        }
        List<Problem> problems = new ArrayList<>();
        findings.stream().limit(MOST_PROBLEMS).map(TrackedProblem::problem).forEach(problems::add);
        boolean errors = findings.stream()
                .skip(MOST_PROBLEMS)
                .anyMatch(it -> it.problem().level() == Problem.Level.ERROR);
        problems.add(new Problem(
                errors ? Problem.Level.ERROR : Problem.Level.WARNING,
                "<all>",
                0,
                0,
                "",
                "and " + (findings.size() - MOST_PROBLEMS) + " more problems; correct those above first"));
        return List.copyOf(problems);
    }

    /** {@return these documents after changes; what is broken is left out} */
    public Documents with(Changes changes) {
        return new DocumentCheck(this, changes.put(options.strict()), changes.removed()).run();
    }

    /** Those that were read; what is broken is left out. */
    Documents with(List<ParsedDocument> documents) {
        return new DocumentCheck(this, documents, List.of()).run();
    }

    /** Those that wait for their Provider included. */
    NavigableMap<NamespacedName, Alert> allAlerts() {
        return alerts;
    }

    Map<NamespacedName, ExclusionReason> absent() {
        return absent;
    }

    List<TrackedProblem> findings() {
        return findings;
    }
}
