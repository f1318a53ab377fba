package io.commitstatus.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application that is undeployed takes the library with it: no thread and no class loader is left. */
class UndeployTest {
    private static final int DEPLOYMENTS = 3;

    @Test
    void aClosedRouterKeepsNoClassLoader() throws Exception {
        try (Host host = Host.start()) {
            List<WeakReference<ClassLoader>> loaders = IntStream.range(0, DEPLOYMENTS)
                    .mapToObj(it -> deploy(host.url().toString()))
                    .toList();
            displaceWhatTheJdkKeeps();
            long end = System.nanoTime() + Fixture.SOON.multipliedBy(3).toNanos();
            while (loaders.stream().anyMatch(it -> it.get() != null)) {
                assertThat(System.nanoTime())
                        .as("class loaders kept alive, with the threads %s", libraryThreads())
                        .isLessThan(end);
                System.gc();
                Thread.onSpinWait();
            }
            assertThat(libraryThreads()).isEmpty();
        }
    }

    /** JDK 17 remembers the type of the record component that it linked last, and so its loader: let it be one of ours. */
    private static void displaceWhatTheJdkKeeps() {
        record Component(String text) {}
        record Last(Component component) {}
        assertThat(new Last(new Component("a"))).isNotEqualTo(new Last(new Component("b")));
    }

    private static List<String> libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(it -> it.startsWith("commitstatus-"))
                .toList();
    }

    private static WeakReference<ClassLoader> deploy(String url) {
        URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread application = new Thread(() -> {
            try {
                Class.forName("io.commitstatus.conformance.engine.Deployment", true, loader)
                        .getMethod("run", String.class)
                        .invoke(null, url);
            } catch (ReflectiveOperationException | RuntimeException e) {
                failure.set(e);
            }
        });
        application.setContextClassLoader(loader);
        application.start();
        try {
            application.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(failure.get()).isNull();
        return new WeakReference<>(loader);
    }

    /** The library, what it needs, and the application. */
    private static URL[] classPath() {
        return Stream.of(
                        Deployment.class.getName(),
                        CommitStatusRouter.class.getName(),
                        "com.fasterxml.jackson.databind.ObjectMapper",
                        "com.fasterxml.jackson.core.JsonFactory",
                        "com.fasterxml.jackson.annotation.JsonProperty",
                        "com.google.re2j.Pattern",
                        "org.slf4j.LoggerFactory",
                        "org.snakeyaml.engine.v2.api.LoadSettings")
                .map(UndeployTest::locationOf)
                .distinct()
                .toArray(URL[]::new);
    }

    private static URL locationOf(String type) {
        try {
            return Class.forName(type).getProtectionDomain().getCodeSource().getLocation();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
