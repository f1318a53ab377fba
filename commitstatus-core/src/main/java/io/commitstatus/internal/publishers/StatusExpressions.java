package io.commitstatus.internal.publishers;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.StatusExpression;
import io.commitstatus.spi.StatusExpressionCompiler;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles {@code spec.commitStatusExpr} by the module for it, where that is installed. Thread-safe. */
public final class StatusExpressions {
    private static final Logger LOG = LoggerFactory.getLogger(StatusExpressions.class);

    /** Different expressions that are remembered; most Providers share a few. */
    private static final int REMEMBERED = 1024;

    private final @Nullable StatusExpressionCompiler compiler;
    private final Map<String, StatusExpression> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StatusExpression> eldest) {
            return size() > REMEMBERED;
        }
    };

    private StatusExpressions(@Nullable StatusExpressionCompiler compiler) {
        this.compiler = compiler;
    }

    /** {@return by the one that the service's own class loader sees; one that cannot be instantiated is logged and left out} */
    public static StatusExpressions discovered() {
        try {
            Iterator<StatusExpressionCompiler> found = ServiceLoader.load(
                            StatusExpressionCompiler.class, StatusExpressionCompiler.class.getClassLoader())
                    .iterator();
            return new StatusExpressions(found.hasNext() ? found.next() : null);
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.atWarn().setCause(e).log("The compiler for commitStatusExpr cannot be loaded and is left out");
            return new StatusExpressions(null);
        }
    }

    /**
     * Compiles an expression, or finds it compiled.
     *
     * @throws InvalidFieldException when it is not valid, or nobody understands it
     */
    public synchronized StatusExpression compile(String expression) {
        StatusExpression known = compiled.get(expression);
        if (known == null) {
            known = make(expression);
            compiled.put(expression, known);
        }
        return known;
    }

    private StatusExpression make(String expression) {
        StatusExpressionCompiler installed = compiler;
        if (installed == null) {
            throw new InvalidFieldException(
                    StatusExpressionCompiler.FIELD,
                    "nothing here evaluates it, and another key than it asks for would be wrong; add the dependency"
                            + " io.commitstatus:commitstatus-cel, or remove it");
        }
        try {
            return Foreign.call("the compiler of commitStatusExpr", () -> installed.compile(expression));
        } catch (ForeignCodeException e) {
            Foreign.log(e);
            throw new InvalidFieldException(StatusExpressionCompiler.FIELD, String.valueOf(e.getMessage()));
        }
    }
}
