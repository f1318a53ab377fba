package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.RouterBuilder;
import io.commitstatus.examples.receiver.http.Limits;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.examples.receiver.http.Route;
import io.commitstatus.examples.receiver.http.WebServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The receiver at work: a router, the watch over its configuration, and two servers in front of it. */
final class Receiver {
    /** Events that are put into the outbox at once: a database commits many together. */
    private static final int EVENT_THREADS = 32;

    private static final int ADMIN_THREADS = 4;
    private static final int RECENT = 1000;

    private final Store store;
    private final ConfigurationSource source;
    private final CommitStatusRouter router;
    private final Checks checks;
    private final ExecutorService eventThreads = Executors.newFixedThreadPool(EVENT_THREADS, Threads.named("events"));
    private final ExecutorService adminThreads = Executors.newFixedThreadPool(ADMIN_THREADS, Threads.named("admin"));
    private final WebServer events;
    private final WebServer admin;

    private Receiver(Settings settings, Limits limits, Store store, Sources sources, Map<String, String> environment)
            throws IOException {
        this.store = store;
        this.source = sources.configuration();
        Metrics metrics = new Metrics();
        InstantSource clock = InstantSource.system();
        Journal journal = new Journal(clock);
        TracingListener traces = new TracingListener(GlobalOpenTelemetry.getOrNoop(), clock);
        RouterBuilder builder = CommitStatusRouter.builder(source.first())
                .outbox(store.outbox())
                .proxyFromEnvironment(environment)
                .addListener(journal)
                .addListener(metrics.listener())
                .addListener(traces);
        source.prepare(builder);
        sources.publishers().forEach(builder::publisher);
        settings.routing().apply(builder);
        this.router = builder.build();
        new ConfigurationInForce(router, source).start();
        Skips skips = new Skips(metrics.registry(), clock);
        Recent<Shadow.Would> would = new Recent<>(RECENT);
        Events.Sink sink = settings.shadow() ? new Shadow(router, skips, would, clock) : new Sending(router, skips);
        Events intake = new Events(sink, source, settings);
        this.events = WebServer.start(
                "events", settings.listen(), limits, (method, path) -> event(intake, method, path), metrics::answered);
        metrics.server(events);
        String formToken = UUID.randomUUID().toString();
        this.checks = new Checks(router, clock);
        if (settings.page() && !settings.shadow()) {
            checks.start(settings.checkEvery());
        }
        Troubles troubles = new Troubles(router, source, journal, skips, checks);
        Views views = new Views(
                router,
                troubles,
                journal,
                checks,
                would,
                new Links(sources.publishers()),
                settings.shadow(),
                formToken);
        PageEndpoint page = new PageEndpoint(router, views, checks, formToken, settings.pageTokenFile(), clock);
        Admin operators = new Admin(router, source, metrics, settings, page, adminThreads);
        this.admin = WebServer.start("admin", settings.adminListen(), limits, operators::find, metrics::answered);
    }

    /**
     * Starts to listen, and to deliver what an earlier process has left in the outbox.
     *
     * @param environment names proxies
     */
    static Receiver start(
            Settings settings, Limits limits, Store store, Sources sources, Map<String, String> environment)
            throws IOException {
        return new Receiver(settings, limits, store, sources, environment);
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
        checks.close();
        events.stop(half);
        eventThreads.shutdown();
        router.close(half);
        admin.stop(Duration.ZERO);
        adminThreads.shutdownNow();
        store.closing().run();
    }
}
