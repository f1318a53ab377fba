package io.commitstatus.conformance.engine;

import io.commitstatus.CommitStatusRouter;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** An application server's process that deploys {@link Deployment} a few times, and looks at what is left of it. */
final class Undeployment {
    static final String NOTHING_IS_LEFT = "nothing is left";

    private static final int DEPLOYMENTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Undeployment() {}

    public static void main(String[] args) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            loaders.add(deploy(args[0]));
        }
        displaceWhatTheJdkKeeps();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (loaders.stream().anyMatch(it -> it.get() != null)
                || !libraryThreads().isEmpty()) {
            if (System.nanoTime() > end) {
                loaders.removeIf(it -> it.get() == null);
                System.out.println(loaders.size() + " class loaders are left, with the threads " + libraryThreads());
                System.exit(1);
            }
            System.gc();
            Thread.sleep(20);
        }
        System.out.println(NOTHING_IS_LEFT);
    }

    /** JDK 17 remembers the type of the record component that it linked last, and so its loader: let it be one of ours. */
    private static void displaceWhatTheJdkKeeps() {
        record Component(String text) {}
        record Last(Component component) {}
        if (new Last(new Component("a")).equals(new Last(new Component("b")))) {
            throw new AssertionError();
        }
    }

    private static List<String> libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(it -> it.startsWith("commitstatus-"))
                .toList();
    }

    private static WeakReference<ClassLoader> deploy(String url) throws Exception {
        URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        FutureTask<Object> run = new FutureTask<>(() -> Class.forName(Deployment.class.getName(), true, loader)
                .getMethod("run", String.class)
                .invoke(null, url));
        Thread application = new Thread(run);
        application.setContextClassLoader(loader);
        application.start();
        run.get();
        application.join();
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
                .map(Undeployment::locationOf)
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
