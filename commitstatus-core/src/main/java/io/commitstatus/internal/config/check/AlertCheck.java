package io.commitstatus.internal.config.check;

import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.NearMiss;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.yaml.Locator;
import io.commitstatus.internal.text.Patterns;
import io.commitstatus.model.Alert;
import io.commitstatus.model.EventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be wrong with an Alert, whether it was read or built. */
public final class AlertCheck {
    static final Set<String> KINDS = Set.of(
            "ArtifactGenerator",
            "Bucket",
            "ExternalArtifact",
            "GitRepository",
            "HelmChart",
            "HelmRelease",
            "HelmRepository",
            "ImagePolicy",
            "ImageRepository",
            "ImageUpdateAutomation",
            "Kustomization",
            "OCIRepository");
    private static final List<String> SEVERITIES = List.of("error", "info");
    private static final int LONGEST_SUMMARY = 255;
    private static final int LARGEST_PATTERNS = 5000;

    private final Alert alert;
    private final Locator locator;
    private final ProblemCollector report;

    public AlertCheck(Alert alert, Locator locator, ProblemCollector report) {
        this.alert = alert;
        this.locator = locator;
        this.report = report;
    }

    public void run() {
        problem("metadata.name", Names.nameProblem(alert.name().name()));
        problem("metadata.namespace", Names.namespaceProblem(alert.name().namespace()));
        String severity = alert.eventSeverity().value();
        if (!SEVERITIES.contains(severity)) {
            error(
                    "spec.eventSeverity",
                    Names.quoted(severity) + " is not a valid severity"
                            + NearMiss.orElse(severity, SEVERITIES, "; write info for every event, or error"));
        }
        if (alert.summary().codePointCount(0, alert.summary().length()) > LONGEST_SUMMARY) {
            error("spec.summary", "this text is longer than " + LONGEST_SUMMARY + " characters; shorten it");
        }
        if (alert.eventSources().isEmpty()) {
            warning("spec.eventSources", "this list is empty, so the Alert hears no event; add a kind and a name");
        }
        for (int i = 0; i < alert.eventSources().size(); i++) {
            eventSource("spec.eventSources[" + i + "]", alert.eventSources().get(i));
        }
        patterns("spec.inclusionList", alert.inclusionList());
        patterns("spec.exclusionList", alert.exclusionList());
    }

    private void eventSource(String path, EventSource source) {
        if (source.kind().isEmpty()) {
            error(path + ".kind", "this field is empty; write the kind of object to listen to, as in Kustomization");
        } else if (!KINDS.contains(source.kind())) {
            kind(path + ".kind", source.kind());
        }
        if (!source.name().equals("*")) {
            if (source.name().contains("*")) {
                warning(
                        path + ".name",
                        Names.quoted(source.name()) + " matches no name; only \"*\" alone stands for every name");
            } else {
                entryProblem(path + ".name", Names.nameProblem(source.name()));
            }
        }
        source.namespace()
                .filter(it -> !it.equals("*"))
                .ifPresent(it -> entryProblem(path + ".namespace", Names.namespaceProblem(it)));
        source.matchLabels()
                .ifPresent(labels -> labels.forEach(
                        (key, value) -> entryProblem(path + ".matchLabels." + key, Names.labelProblem(key, value))));
    }

    /** A controller of one's own may have kinds of its own; a misspelt one would match nothing. */
    private void kind(String path, String kind) {
        Optional<String> meant = NearMiss.of(kind, KINDS);
        if (meant.isPresent()) {
            entryError(path, Names.quoted(kind) + " is not known; did you mean \"" + meant.get() + "\"?");
        } else {
            warning(path, Names.quoted(kind) + " is none of Flux's kinds; only events of exactly this kind will match");
        }
    }

    private void patterns(String path, List<String> patterns) {
        long size = 0;
        for (int i = 0; i < patterns.size(); i++) {
            if (size > LARGEST_PATTERNS) {
                error(
                        path,
                        "these patterns have more than " + LARGEST_PATTERNS
                                + " elements together, with every repetition written out; simplify them");
                return;
            }
            size += Patterns.size(patterns.get(i));
            entryProblem(path + "[" + i + "]", Patterns.problem(patterns.get(i)));
        }
    }

    private void problem(String path, Optional<String> message) {
        message.ifPresent(it -> error(path, it));
    }

    /** The entry matches nothing, and the rest of the Alert is in force. */
    private void entryProblem(String path, Optional<String> message) {
        message.ifPresent(it -> entryError(path, it));
    }

    private void entryError(String path, String message) {
        report.entryError(locator.at(path), path, message);
    }

    private void error(String path, String message) {
        report.error(locator.at(path), path, message);
    }

    private void warning(String path, String message) {
        report.warning(locator.at(path), path, message);
    }
}
