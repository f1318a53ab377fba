package io.commitstatus.examples.receiver;

import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The numbers of a router. Copy it: it needs nothing but Micrometer. */
final class MicrometerListener implements DeliveryListener {
    private final MeterRegistry registry;

    MicrometerListener(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accepted(Accepted event) {
        registry.counter("commitstatus.accepted", "type", type(event.subject())).increment();
    }

    /** Its count is that of the attempts. */
    @Override
    public void attempted(Attempted event) {
        Timer.builder("commitstatus.request")
                .tag("type", type(event.subject()))
                .tag("result", event.result().toString())
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10))
                .register(registry)
                .record(event.took());
    }

    @Override
    public void settled(Settled event) {
        Outcome outcome = event.outcome();
        String type = type(event.subject());
        String rejection = outcome.rejection().map(Enum::name).orElse("");
        registry.counter("commitstatus.settled", "type", type, "outcome", outcome.kind() + "", "rejection", rejection)
                .increment();
        if (outcome.kind() == Outcome.Kind.DELIVERED) {
            Timer.builder("commitstatus.event.to.commit")
                    .tag("type", type)
                    .serviceLevelObjectives(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1))
                    .register(registry)
                    .record(Duration.between(event.eventTime(), event.settledAt()));
        }
    }

    /** Count and duration of the times when a vendor is left alone. */
    @Override
    public void held(Held event) {
        registry.timer("commitstatus.hold", "origin", event.origin()).record(event.duration());
    }

    private static String type(Subject subject) {
        return subject.key().type();
    }
}
