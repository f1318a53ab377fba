package io.commitstatus.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration cannot be used. It carries every problem at once, in the order of the documents.
 *
 * @since 0.1
 */
public final class ConfigurationException extends CommitStatusException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** With at least one problem. */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(ConfigurationException::line).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** {@return every problem, in the order of the documents} */
    public List<Problem> problems() {
        return problems;
    }

    /** Warnings come along, since one may explain an error: a misspelt field, for example, the missing one. */
    private static String line(Problem problem) {
        return problem.level() == Problem.Level.WARNING ? "warning: " + problem : problem.toString();
    }
}
