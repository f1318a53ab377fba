package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.forge.Fault;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans, as an SDK or an agent gets them. */
class TracingTest {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();

    @TempDir
    Path dir;

    @AfterEach
    void close() {
        GlobalOpenTelemetry.resetForTest();
        sdk.close();
    }

    @Test
    void aDeliveryIsASpanAndEachAttemptOneBelowIt() throws Exception {
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(sdk);
        try (Fixture it = Fixture.start(dir)) {
            it.github.forge().next(Fault.answer(502, "bad gateway"));
            it.post("/", event("apps", COMMIT, "m"));
            Fixture.until("it has ended", () -> !named("commitstatus.deliver").isEmpty());

            SpanData delivery = named("commitstatus.deliver").get(0);
            assertThat(attribute(delivery, "commitstatus.provider")).isEqualTo("flux-system/github");
            assertThat(attribute(delivery, "commitstatus.commit")).isEqualTo(COMMIT);
            assertThat(attribute(delivery, "commitstatus.key")).isEqualTo("kustomization/apps/test");
            assertThat(attribute(delivery, "commitstatus.outcome")).isEqualTo("delivered");
            assertThat(delivery.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
            List<SpanData> attempts = named("commitstatus.attempt");
            assertThat(attempts).hasSize(2).allSatisfy(attempt -> {
                assertThat(attempt.getParentSpanId()).isEqualTo(delivery.getSpanId());
                assertThat(attempt.getTraceId()).isEqualTo(delivery.getTraceId());
            });
            assertThat(attribute(attempts.get(0), "commitstatus.result")).contains("502");
            assertThat(attribute(attempts.get(1), "commitstatus.result")).isEqualTo("delivered");
        }
    }

    @Test
    void aRejectedOneIsAnError() throws Exception {
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(sdk);
        try (Fixture it = Fixture.start(dir)) {
            it.github.forge().next(Fault.answer(422, "{}"));
            it.post("/", event("apps", COMMIT, "m"));
            Fixture.until("it has ended", () -> !named("commitstatus.deliver").isEmpty());

            SpanData delivery = named("commitstatus.deliver").get(0);
            assertThat(delivery.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(delivery.getStatus().getDescription()).contains("422");
            assertThat(delivery.toString()).doesNotContain("a-token");
        }
    }

    private List<SpanData> named(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(it -> it.getName().equals(name))
                .toList();
    }

    private static String attribute(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }
}
