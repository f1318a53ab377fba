package io.commitstatus.internal.config;

import io.commitstatus.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with one document, or with what should have been one. */
final class Report {
    private static final Comparator<Finding> BY_PLACE = Comparator.<Finding>comparingInt(
                    it -> it.problem().line())
            .thenComparingInt(it -> it.problem().column());

    private final boolean strict;
    private final List<Finding> findings = new ArrayList<>(0);
    private final List<String> brokenPaths = new ArrayList<>(0);
    private @Nullable Subject about;
    private boolean broken;

    Report(boolean strict) {
        this.strict = strict;
    }

    void about(Subject subject) {
        this.about = subject;
    }

    /** The document cannot be used. Here as below, what follows from an error that stands there already is left out. */
    void error(Place place, String path, String message) {
        if (follows(path)) {
            return;
        }
        broken = true;
        brokenPaths.add(path);
        add(Problem.Level.ERROR, place, path, message, null);
    }

    /** The document is used. */
    void warning(Place place, String path, String message) {
        if (strict) {
            error(place, path, message);
        } else if (!follows(path)) {
            add(Problem.Level.WARNING, place, path, message, null);
        }
    }

    /** The document is sound, but waits for another one. */
    void waiting(Place place, String path, String message, Subject needs) {
        if (!follows(path)) {
            add(Problem.Level.ERROR, place, path, message, needs);
        }
    }

    /** The document is sound, but of no use here, because of another one. */
    void ignored(Place place, String path, String message, @Nullable Subject because) {
        add(strict ? Problem.Level.ERROR : Problem.Level.WARNING, place, path, message, because);
    }

    boolean broken() {
        return broken;
    }

    List<Finding> findings() {
        return findings.stream()
                .map(it -> new Finding(about, it.needs(), it.problem()))
                .sorted(BY_PLACE)
                .toList();
    }

    private boolean follows(String path) {
        return brokenPaths.stream().anyMatch(it -> path.equals(it) || path.startsWith(it + "."));
    }

    private void add(Problem.Level level, Place place, String path, String message, @Nullable Subject needs) {
        findings.add(new Finding(
                null, needs, new Problem(level, place.source(), place.line(), place.column(), path, message)));
    }
}
