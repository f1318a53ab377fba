package io.commitstatus.examples.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Health;
import io.commitstatus.RouterBuilder;
import io.commitstatus.policy.SecretResolver;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The receiver at work: a router, the watch over its configuration, and a server in front of it. */
final class Receiver {
    private static final int THREADS = 32;

    private final ConfigurationDirectory directory;
    private final Metrics metrics = new Metrics();
    private final CommitStatusRouter router;
    private final ConfigurationWatch watch;
    private final HttpServer server;
    /** One for each request that is being read or answered. Connections are bounded by {@link ServerLimits}. */
    final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(THREADS);

    private final Store store;

    private Receiver(Settings settings, Store store, Consumer<RouterBuilder> options) throws IOException {
        this.store = store;
        this.directory = new ConfigurationDirectory(settings.config(), settings.secrets());
        RecentStatuses recent = new RecentStatuses(metrics.listener());
        RouterBuilder builder = CommitStatusRouter.builder(directory.first())
                .secrets(SecretResolver.directory(settings.secrets()))
                .outbox(store.outbox())
                .listener(recent);
        options.accept(builder);
        this.router = builder.build();
        this.watch = new ConfigurationWatch(directory, router);
        this.server = ServerLimits.apply(() -> HttpServer.create(settings.listen(), 0));
        Events events = new Events(router, directory, new Signature(settings.forwardedKeyFile()));
        PageEndpoint page = new PageEndpoint(router, recent, settings.pageTokenFile());
        server.setExecutor(threads);
        server.createContext(
                "/",
                new Front(
                        Map.of(
                                "/", page::show,
                                "/healthz", this::healthy,
                                "/readyz", this::ready,
                                "/metrics", this::metrics),
                        Map.of("/forwarded", events::forwarded, "/replay", page::replay),
                        events::posted,
                        metrics));
    }

    /** Starts to listen, and to deliver what an earlier process has left in the outbox. */
    static Receiver start(Settings settings, Store store, Consumer<RouterBuilder> options) throws IOException {
        Receiver receiver = new Receiver(settings, store, options);
        receiver.watch.start();
        receiver.server.start();
        return receiver;
    }

    /** Where it listens, by a loopback address when it listens everywhere. */
    URI url() {
        String host = server.getAddress().getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : server.getAddress().getHostString();
        return URI.create("http://" + host + ":" + server.getAddress().getPort());
    }

    /** A router whose dispatcher has died does not come back by itself. */
    private Answer healthy(HttpExchange exchange) throws RefusedException {
        if (!router.health().isAlive()) {
            throw new RefusedException(503, "delivery has stopped");
        }
        return Answer.text(200, "ok");
    }

    private Answer ready(HttpExchange exchange) throws RefusedException {
        Optional<String> missing = directory.missing();
        if (missing.isPresent()) {
            throw new RefusedException(503, "no configuration: " + missing.get());
        }
        Health health = router.health();
        if (!health.isGood()) {
            throw new RefusedException(503, "not ready: " + health);
        }
        return Answer.text(200, "ready");
    }

    private Answer metrics(HttpExchange exchange) {
        Map<String, String> type = Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        return new Answer(200, type, metrics.scrape(router));
    }

    /**
     * Answers what has been asked, then stops. Half of the time is for the requests that are being read, half for the
     * deliveries in flight; what waits stays in the outbox.
     */
    void close(Duration within) {
        Duration half = within.dividedBy(2);
        watch.close();
        threads.shutdown();
        try {
            threads.awaitTermination(half.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        router.close(half);
        store.closing().run();
    }
}
