package io.commitstatus.conformance.foul;

import java.util.List;
import java.util.function.Supplier;

/** Something to throw. Its message must not be seen anywhere. */
public final class Thrown {
    /** The message of everything that is thrown. */
    public static final String MESSAGE = "foul play";

    private final String name;
    private final Supplier<Throwable> maker;

    private Thrown(String name, Supplier<Throwable> maker) {
        this.name = name;
        this.maker = maker;
    }

    /** {@return one of each kind: unchecked, checked though undeclared, and errors} */
    public static List<Thrown> kinds() {
        return List.of(
                new Thrown("RuntimeException", () -> new IllegalStateException(MESSAGE)),
                new Thrown("sneaky checked exception", () -> new Exception(MESSAGE)),
                new Thrown("LinkageError", () -> new NoSuchMethodError(MESSAGE)),
                new Thrown("StackOverflowError", () -> new StackOverflowError(MESSAGE)),
                new Thrown("OutOfMemoryError", () -> new OutOfMemoryError(MESSAGE)));
    }

    /** Throws it. */
    void now() {
        sneak(maker.get());
    }

    @SuppressWarnings("unchecked") // the cast is what makes it sneaky
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public String toString() {
        return name;
    }
}
