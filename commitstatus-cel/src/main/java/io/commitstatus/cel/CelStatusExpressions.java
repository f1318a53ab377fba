package io.commitstatus.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.StatusExpression;
import io.commitstatus.spi.StatusExpressionCompiler;
import java.util.List;

/**
 * Compiles {@code spec.commitStatusExpr} with the environment of Flux's notification-controller. An expression has at most
 * {@value #LONGEST} characters; its static type must be {@code string}. Thread-safe.
 *
 * @since 0.1
 */
public final class CelStatusExpressions implements StatusExpressionCompiler {
    private static final int LONGEST = 4096;

    /** For {@link java.util.ServiceLoader}. */
    public CelStatusExpressions() {}

    @Override
    public StatusExpression compile(String expression) {
        int length = expression.codePointCount(0, expression.length());
        if (length > LONGEST) {
            throw invalid("the expression has " + length + " characters; it may have at most " + LONGEST);
        }
        try {
            CelAbstractSyntaxTree checked = Environment.check(expression);
            requireString(checked.getResultType());
            return new CelStatusExpression(Environment.plan(checked));
        } catch (CelValidationException e) {
            throw invalid(describe(e.getErrors()));
        } catch (CelEvaluationException e) {
            throw invalid("the expression cannot be planned: " + e.getMessage());
        }
    }

    private static void requireString(CelType type) {
        if (!type.equals(SimpleType.STRING)) {
            throw invalid("the expression's type is " + Types.name(type)
                    + "; it must be string, so wrap it, as in string(event.metadata.environment)");
        }
    }

    /** The first error; those that follow are often its consequences. */
    private static String describe(List<CelIssue> issues) {
        CelIssue first = issues.get(0);
        int column = first.getSourceLocation().getColumn() + 1;
        String message = first.getMessage().replaceAll("\\s+", " ");
        return "at " + Math.max(1, first.getSourceLocation().getLine()) + ":" + Math.max(1, column)
                + " of the expression: " + message;
    }

    static InvalidFieldException invalid(String message) {
        return new InvalidFieldException(FIELD, message);
    }
}
