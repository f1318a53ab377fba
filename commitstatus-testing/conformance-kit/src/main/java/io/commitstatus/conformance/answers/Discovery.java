package io.commitstatus.conformance.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.commitstatus.spi.CommitStatusPublisher;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds a module's publishers as the router does. */
public final class Discovery {
    private Discovery() {}

    /** Asserts that the class path has these and perhaps others, and no module. */
    public static void onTheClassPath(Class<?>... publishers) {
        for (Class<?> publisher : publishers) {
            assertFalse(publisher.getModule().isNamed(), publisher + " is not on the class path");
        }
        assertEquals(List.of(publishers), found(ServiceLoader.load(CommitStatusPublisher.class), publishers[0]));
    }

    /** Asserts that the module path has these, in a module of that name, which has no others. */
    public static void onTheModulePath(String module, Class<?>... publishers) {
        Module core = CommitStatusPublisher.class.getModule();
        assertEquals("io.commitstatus.core", core.getName());
        assertEquals(module, publishers[0].getModule().getName());
        assertEquals(
                List.of(publishers),
                found(ServiceLoader.load(core.getLayer(), CommitStatusPublisher.class), publishers[0]));
    }

    /** Those of the same package and thus of the same module. */
    private static List<Class<?>> found(ServiceLoader<CommitStatusPublisher> all, Class<?> like) {
        return StreamSupport.stream(all.spliterator(), false)
                .<Class<?>>map(Object::getClass)
                .filter(it -> it.getPackage().equals(like.getPackage()))
                .collect(Collectors.toList());
    }
}
