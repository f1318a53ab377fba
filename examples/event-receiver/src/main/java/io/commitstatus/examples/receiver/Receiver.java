package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Explanation;
import io.commitstatus.RouterBuilder;
import io.commitstatus.examples.receiver.http.Limits;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.examples.receiver.http.Route;
import io.commitstatus.examples.receiver.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The receiver at work: a router, the watch over its configuration, and two servers in front of it. */
final class Receiver {
    /** Events that are put into the outbox at once: a database commits many together. */
    private static final int EVENT_THREADS = 32;

    private static final int ADMIN_THREADS = 4;
    private static final int RECENT = 1000;

    private final Store store;
    private final ConfigurationSource source;
    private final CommitStatusRouter router;
    private final ExecutorService eventThreads = Executors.newFixedThreadPool(EVENT_THREADS, Threads.named("events"));
    private final ExecutorService adminThreads = Executors.newFixedThreadPool(ADMIN_THREADS, Threads.named("admin"));
    private final WebServer events;
    private final WebServer admin;

    private Receiver(
            Settings settings, Limits limits, Store store, ConfigurationSource source, Consumer<RouterBuilder> options)
            throws IOException {
        this.store = store;
        this.source = source;
        Metrics metrics = new Metrics();
        InstantSource clock = InstantSource.system();
        Journal journal = new Journal(metrics.listener(), clock);
        RouterBuilder builder = CommitStatusRouter.builder(source.first())
                .outbox(store.outbox())
                .listener(journal);
        source.prepare(builder);
        settings.routing().apply(builder);
        options.accept(builder);
        this.router = builder.build();
        new ConfigurationInForce(router, source).start();
        Skips skips = new Skips(metrics.registry(), clock);
        Recent<Explanation> would = new Recent<>(RECENT);
        Events.Sink sink = settings.shadow() ? new Shadow(router, skips, would) : new Sending(router, skips);
        Events intake = new Events(sink, source, settings);
        this.events = WebServer.start(
                "events", settings.listen(), limits, (method, path) -> event(intake, method, path), metrics::answered);
        metrics.server(events);
        String formToken = UUID.randomUUID().toString();
        Troubles troubles = new Troubles(router, source, journal, skips);
        Views views = new Views(router, troubles, journal, would, new Links(List.of()), settings.shadow(), formToken);
        PageEndpoint page = new PageEndpoint(router, views, formToken, settings.pageTokenFile(), clock);
        Admin operators = new Admin(router, source, metrics, settings, page, adminThreads);
        this.admin = WebServer.start("admin", settings.adminListen(), limits, operators::find, metrics::answered);
    }

    /** Starts to listen, and to deliver what an earlier process has left in the outbox. */
    static Receiver start(
            Settings settings, Limits limits, Store store, ConfigurationSource source, Consumer<RouterBuilder> options)
            throws IOException {
        return new Receiver(settings, limits, store, source, options);
    }

    /** What is posted is an event, on whatever path. */
    private Route event(Events intake, String method, String path) throws RefusedException {
        if (!method.equals("POST")) {
            throw new RefusedException(405, "events are posted here");
        }
        return path.equals("/forwarded")
                ? new Route("/forwarded", Events.MAX_BODY, eventThreads, intake::forwarded)
                : new Route("event", Events.MAX_BODY, eventThreads, intake::posted);
    }

    /** Where events are taken. */
    URI url() {
        return events.url();
    }

    /** Where probes, metrics and the page are. */
    URI adminUrl() {
        return admin.url();
    }

    /** {@return how many bytes of events are being read, or wait for a thread} */
    long heldBytes() {
        return events.heldBytes();
    }

    /**
     * Answers what has been asked, then stops. Half of the time is for the requests that are being read, half for the
     * deliveries in flight; what waits stays in the outbox. Probes are answered to the last.
     */
    void close(Duration within) {
        Duration half = within.dividedBy(2);
        source.close();
        events.stop(half);
        eventThreads.shutdown();
        router.close(half);
        admin.stop(Duration.ZERO);
        adminThreads.shutdownNow();
        store.closing().run();
    }
}
