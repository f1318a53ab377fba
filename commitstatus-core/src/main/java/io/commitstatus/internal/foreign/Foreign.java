package io.commitstatus.internal.foreign;

import io.commitstatus.model.InvalidFieldException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place through which code that is not the library's own is called: resolvers, publishers, strategies, listeners,
 * executors. Whatever it throws becomes one known exception, so that no caller forgets a kind.
 */
public final class Foreign {
    private static final Logger LOG = LoggerFactory.getLogger("io.commitstatus.delivery");

    private Foreign() {}

    /** Code that does I/O. */
    @FunctionalInterface
    public interface IoCode<T> {
        /** Runs it. */
        T call() throws IOException, InterruptedException;
    }

    /** Code that does no I/O. */
    @FunctionalInterface
    public interface Code<T> {
        /** Runs it. */
        T call();
    }

    /** Code that returns nothing, and may throw anything. */
    @FunctionalInterface
    public interface Action {
        /** Runs it. */
        void run() throws Exception;
    }

    /**
     * Calls code that may do I/O.
     *
     * @param what names the code, such as {@code the SecretResolver}
     * @throws ForeignCodeException for anything thrown but an {@link IOException}, an {@link InterruptedException} and an {@link
     *     InvalidFieldException}, which pass
     */
    public static <T> T io(String what, IoCode<T> code) throws IOException, InterruptedException {
        try {
            return notNull(what, code.call());
        } catch (IOException | InterruptedException | InvalidFieldException | ForeignCodeException e) {
            throw e;
        } catch (Throwable e) {
            throw new ForeignCodeException(what, e);
        }
    }

    /**
     * Calls code that does no I/O.
     *
     * @param what names the code
     * @throws ForeignCodeException for anything thrown but an {@link InvalidFieldException}, which passes
     */
    public static <T> T call(String what, Code<T> code) {
        try {
            return notNull(what, code.call());
        } catch (InvalidFieldException | ForeignCodeException e) {
            throw e;
        } catch (Throwable e) {
            throw new ForeignCodeException(what, e);
        }
    }

    /**
     * Runs code whose failure changes nothing; it is logged.
     *
     * @param what names the code
     * @return whether it ended normally
     */
    public static boolean run(String what, Action action) {
        try {
            action.run();
            return true;
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log(new ForeignCodeException(what, e));
            return false;
        }
    }

    /** Logs what foreign code threw; a logger that fails itself is foreign code, too. */
    public static void log(ForeignCodeException failure) {
        try {
            LOG.atWarn().setCause(failure).log("{}", failure.getMessage());
        } catch (Throwable ignored) {
            // Nobody is left to tell.
        }
    }

    private static <T> T notNull(String what, T value) {
        if (value == null) {
            throw new ForeignCodeException(what, new NullPointerException("null"));
        }
        return value;
    }
}
