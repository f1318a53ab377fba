package io.commitstatus.spi;

import io.commitstatus.model.InvalidFieldException;

/**
 * Understands the language of a Provider's {@code spec.commitStatusExpr}. Found by {@link java.util.ServiceLoader}, as {@link
 * CommitStatusPublisher}s are; at most one may be installed. Stateless and thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StatusExpressionCompiler {

    /** The field that holds an expression, for {@link InvalidFieldException}s. */
    String FIELD = "spec.commitStatusExpr";

    /**
     * Compiles an expression: once for a Provider that is read, and once for one that is put in force. Must be quick whatever
     * the expression, for a tenant may have written it.
     *
     * @throws InvalidFieldException with position and message, when it is not a valid expression whose value is a string
     */
    StatusExpression compile(String expression);
}
