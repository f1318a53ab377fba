package io.commitstatus.internal.config.report;

import io.commitstatus.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one document, or with what should have been one. After {@value #MOST} problems the rest is counted: nobody
 * reads more, and a document could hold as many as it has characters.
 */
public final class ProblemCollector {
    private static final int MOST = 100;
    private static final Comparator<TrackedProblem> BY_PLACE = Comparator.<TrackedProblem>comparingInt(
                    it -> it.problem().line())
            .thenComparingInt(it -> it.problem().column());

    private final boolean strict;
    private final List<TrackedProblem> findings = new ArrayList<>(0);
    private final Set<String> brokenPaths = new HashSet<>();
    private @Nullable DocumentId about;
    private boolean broken;
    private int more;
    private boolean moreErrors;
    private SourceLocation firstOfMore = new SourceLocation("", 0, 0);

    public ProblemCollector(boolean strict) {
        this.strict = strict;
    }

    public void about(DocumentId subject) {
        this.about = subject;
    }

    /** The document cannot be used. Here as below, what follows from an error that stands there already is left out. */
    public void error(SourceLocation place, String path, String message) {
        if (follows(path)) {
            return;
        }
        broken = true;
        if (!isFull()) {
            brokenPaths.add(path);
        }
        add(Problem.Level.ERROR, place, path, message, null);
    }

    /** An entry of a list matches nothing; the document is used without it. */
    public void entryError(SourceLocation place, String path, String message) {
        if (!follows(path)) {
            add(Problem.Level.ERROR, place, path, message, null);
        }
    }

    /** The document is used. */
    public void warning(SourceLocation place, String path, String message) {
        if (strict) {
            error(place, path, message);
        } else if (!follows(path)) {
            add(Problem.Level.WARNING, place, path, message, null);
        }
    }

    /** The document is sound, but waits for another one. */
    public void waiting(SourceLocation place, String path, String message, DocumentId needs) {
        if (!follows(path)) {
            add(Problem.Level.ERROR, place, path, message, needs);
        }
    }

    /** The document is sound, but of no use here, because of another one. */
    public void ignored(SourceLocation place, String path, String message, @Nullable DocumentId because) {
        add(strict ? Problem.Level.ERROR : Problem.Level.WARNING, place, path, message, because);
    }

    /** {@return whether further problems are only counted, so that their texts need not be made} */
    public boolean isFull() {
        return findings.size() >= MOST;
    }

    public boolean broken() {
        return broken;
    }

    public List<TrackedProblem> findings() {
        List<TrackedProblem> all = new ArrayList<>(findings.size() + 1);
        findings.stream()
                .map(it -> new TrackedProblem(about, it.needs(), named(it.problem())))
                .sorted(BY_PLACE)
                .forEach(all::add);
        if (more > 0) {
            Problem.Level level = moreErrors ? Problem.Level.ERROR : Problem.Level.WARNING;
            SourceLocation at = firstOfMore;
            String message = "and " + more + " more problems of this document; correct those above first";
            all.add(new TrackedProblem(
                    about, null, named(new Problem(level, at.source(), at.line(), at.column(), "", message))));
        }
        return all;
    }

    private Problem named(Problem problem) {
        return about == null ? problem : problem.about(about.subject());
    }

    private boolean follows(String path) {
        if (brokenPaths.isEmpty()) {
            return false;
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (brokenPaths.contains(path.substring(0, dot))) {
                return true;
            }
        }
        return brokenPaths.contains(path);
    }

    private void add(
            Problem.Level level, SourceLocation place, String path, String message, @Nullable DocumentId needs) {
        if (isFull()) {
            firstOfMore = more == 0 ? place : firstOfMore;
            more++;
            moreErrors |= level == Problem.Level.ERROR;
            return;
        }
        findings.add(new TrackedProblem(
                null, needs, new Problem(level, place.source(), place.line(), place.column(), path, message)));
    }
}
