package io.commitstatus;

import io.commitstatus.internal.http.AccessChecker;
import io.commitstatus.internal.routing.ProviderRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks many Providers at once: a Git host that hangs must not keep the others' answers back. */
final class AccessChecks {
    private static final int AT_ONCE = 8;

    private final AccessChecker checker;

    AccessChecks(AccessChecker checker) {
        this.checker = checker;
    }

    List<ProviderAccess> run(Collection<ProviderRoute> routes) throws InterruptedException {
        List<Callable<ProviderAccess>> checks = new ArrayList<>();
        routes.stream()
                .sorted(Comparator.comparing(it -> it.provider().name()))
                .forEach(it -> checks.add(() -> check(it)));
        if (checks.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, checks.size()), AccessChecks::daemon);
        try {
            List<ProviderAccess> found = new ArrayList<>();
            for (Future<ProviderAccess> check : threads.invokeAll(checks)) {
                found.add(check.get());
            }
            return List.copyOf(found);
        } catch (ExecutionException e) {
            throw new IllegalStateException("bug: a check failed", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private ProviderAccess check(ProviderRoute route) throws InterruptedException {
        return route.usable().isPresent()
                ? ProviderAccess.of(
                        route.usable().get(), checker.check(route.usable().get()))
                : ProviderAccess.unusable(route.provider(), route.reason());
    }

    /** With the library's class loader, as its other threads. */
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "commitstatus-check");
        thread.setDaemon(true);
        thread.setContextClassLoader(AccessChecks.class.getClassLoader());
        return thread;
    }
}
