package io.commitstatus.examples.receiver;

import io.commitstatus.Backlog;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.examples.receiver.http.WebServer;
import io.commitstatus.model.OutboxException;
import io.commitstatus.policy.DeliveryListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All numbers, in Prometheus's format. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DeliveryListener listener = new MicrometerListener(registry);
    /** As of the last scrape; null when the outbox could not be asked. */
    private volatile @Nullable Backlog backlog;

    private volatile int problems;

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        gauge("commitstatus.waiting", Backlog::waiting);
        gauge("commitstatus.waiting.oldest.seconds", Metrics::age);
        gauge("commitstatus.undelivered", Backlog::undelivered);
        Gauge.builder("commitstatus.configuration.problems", () -> problems).register(registry);
    }

    /** Watches what clients take. */
    void server(WebServer events) {
        Gauge.builder("commitstatus.connections", events, WebServer::connections)
                .register(registry);
        Gauge.builder("commitstatus.bodies.bytes", events, WebServer::heldBytes).register(registry);
    }

    MeterRegistry registry() {
        return registry;
    }

    DeliveryListener listener() {
        return listener;
    }

    /** A request to the receiver was answered. */
    void answered(String endpoint, int status) {
        registry.counter("commitstatus.answers", "endpoint", endpoint, "status", String.valueOf(status))
                .increment();
    }

    String scrape(CommitStatusRouter router) {
        try {
            backlog = router.backlog();
        } catch (OutboxException e) {
            backlog = null;
        }
        problems = ConfigurationInForce.problems(router).size();
        return registry.scrape();
    }

    private void gauge(String name, ToDoubleFunction<Backlog> value) {
        Gauge.builder(name, () -> {
                    Backlog now = backlog;
                    return now == null ? Double.NaN : value.applyAsDouble(now);
                })
                .register(registry);
    }

    private static double age(Backlog backlog) {
        return backlog.oldest()
                .map(it -> Duration.between(it, Instant.now()).toMillis() / 1e3)
                .orElse(0.0);
    }
}
