package io.commitstatus;

import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A single document that was read, and what is wrong or doubtful in it. Immutable.
 *
 * @param <T> a Provider, an Alert or a Secret
 * @since 0.1
 */
public final class Parsed<T> {
    private final @Nullable T value;
    private final List<Problem> problems;

    Parsed(@Nullable T value, List<Problem> problems) {
        this.value = value;
        this.problems = List.copyOf(problems);
    }

    /** {@return the document; empty where an error makes it unusable} */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** {@return what is wrong or doubtful, possibly nothing} */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * {@return the document}
     *
     * @throws ConfigurationException with all problems, when an error makes it unusable
     */
    public T orThrow() {
        if (value == null) {
            throw new ConfigurationException(problems);
        }
        return value;
    }

    @Override
    public String toString() {
        return value + (problems.isEmpty() ? "" : " " + problems);
    }
}
