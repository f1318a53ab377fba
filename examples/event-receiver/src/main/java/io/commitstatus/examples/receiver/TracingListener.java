package io.commitstatus.examples.receiver;

import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A span for each status, from its acceptance to its end, below the request that brought it; and one below that for each
 * attempt. Copy it: it needs nothing but OpenTelemetry's API, and costs nothing where no SDK or agent is. Thread-safe.
 */
final class TracingListener implements DeliveryListener {
    /** More wait without a span. With replicas, another one may end what this one has taken. */
    private static final int MAX_OPEN = 10_000;

    private final Tracer tracer;
    private final InstantSource clock;
    private final Map<String, Span> open = new LinkedHashMap<>();

    TracingListener(OpenTelemetry telemetry, InstantSource clock) {
        this.tracer = telemetry.getTracer("io.commitstatus");
        this.clock = clock;
    }

    @Override
    public void accepted(Accepted event) {
        span(event.subject());
    }

    @Override
    public void attempted(Attempted event) {
        Instant now = clock.instant();
        Duration took = event.took();
        tracer.spanBuilder("commitstatus.attempt")
                .setParent(Context.root().with(span(event.subject())))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(now.minus(took))
                .setAttribute("commitstatus.result", event.detail())
                .startSpan()
                .end(now);
    }

    @Override
    public void settled(Settled event) {
        Span span = span(event.subject());
        forget(event.subject());
        Outcome outcome = event.outcome();
        span.setAttribute("commitstatus.outcome", outcome.kind().toString());
        if (!outcome.isGood()) {
            span.setStatus(StatusCode.ERROR, outcome.detail());
        }
        span.end(event.settledAt());
    }

    /** That of the status, or a new one where another process has accepted it. */
    private Span span(Subject subject) {
        synchronized (open) {
            Span known = open.get(subject.id());
            if (known != null) {
                return known;
            }
            if (open.size() >= MAX_OPEN) {
                open.remove(open.keySet().iterator().next());
            }
            Span begun = builder(subject).startSpan();
            open.put(subject.id(), begun);
            return begun;
        }
    }

    private void forget(Subject subject) {
        synchronized (open) {
            open.remove(subject.id());
        }
    }

    private SpanBuilder builder(Subject subject) {
        return tracer.spanBuilder("commitstatus.deliver")
                .setAttribute("commitstatus.id", subject.id())
                .setAttribute("commitstatus.provider", subject.provider().toString())
                .setAttribute("commitstatus.type", subject.key().type())
                .setAttribute("commitstatus.repository", subject.key().repository())
                .setAttribute("commitstatus.commit", subject.key().commit())
                .setAttribute("commitstatus.key", subject.status().key())
                .setAttribute("commitstatus.state", subject.status().state().toString());
    }
}
