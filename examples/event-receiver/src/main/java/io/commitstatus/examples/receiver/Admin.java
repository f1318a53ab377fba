package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Health;
import io.commitstatus.examples.receiver.http.Answer;
import io.commitstatus.examples.receiver.http.Call;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.examples.receiver.http.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What operators ask: probes always, metrics and the page where they are opened. */
final class Admin {
    private static final Executor AT_ONCE = Runnable::run;

    private final CommitStatusRouter router;
    private final ConfigurationSource source;
    private final Metrics metrics;
    private final Map<String, Route> routes = new HashMap<>();

    /**
     * @param threads for all but the probes, which wait for nothing
     */
    Admin(
            CommitStatusRouter router,
            ConfigurationSource source,
            Metrics metrics,
            Settings settings,
            PageEndpoint page,
            Executor threads) {
        this.router = router;
        this.source = source;
        this.metrics = metrics;
        add("GET /healthz", 0, AT_ONCE, this::healthy);
        add("GET /readyz", 0, AT_ONCE, this::ready);
        if (settings.metrics()) {
            add("GET /metrics", 0, threads, this::metrics);
        }
        if (settings.page()) {
            add("GET /", 0, threads, page::show);
            add("GET /style.css", 0, threads, page::style);
            add("POST /replay", PageEndpoint.MAX_FORM, threads, page::replay);
            add("POST /check", PageEndpoint.MAX_FORM, threads, page::check);
        }
    }

    private void add(String methodAndPath, int maxBody, Executor threads, Route.Endpoint endpoint) {
        String path = methodAndPath.substring(methodAndPath.indexOf('/'));
        routes.put(methodAndPath, new Route(path, maxBody, threads, endpoint));
    }

    Route find(String method, String path) throws RefusedException {
        Route route = routes.get(method + " " + path);
        if (route == null) {
            throw new RefusedException(404, "there is nothing here, or it is not opened; see --metrics and --page");
        }
        return route;
    }

    /** A router whose dispatcher has died does not come back by itself. */
    private Answer healthy(Call call) throws RefusedException {
        if (!router.health().isAlive()) {
            throw new RefusedException(503, "delivery has stopped");
        }
        return Answer.text(200, "ok");
    }

    private Answer ready(Call call) throws RefusedException {
        Optional<String> missing = source.missing();
        if (missing.isPresent()) {
            throw new RefusedException(503, "no configuration: " + missing.get());
        }
        Health health = router.health();
        if (!health.isGood()) {
            throw new RefusedException(503, "not ready: " + health);
        }
        return Answer.text(200, "ready");
    }

    private Answer metrics(Call call) {
        Map<String, String> type = Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        return new Answer(200, type, metrics.scrape(router));
    }
}
