package io.commitstatus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void everyFieldIsRead() {
        Event event = Event.parse("""
                {"involvedObject": {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
                  "namespace": "apps", "name": "shop", "uid": "u", "resourceVersion": "7"},
                 "severity": "error", "timestamp": "2026-01-31T12:00:00+01:00", "message": "m", "reason": "r",
                 "metadata": {"kustomize.toolkit.fluxcd.io/revision": "main@sha1:x"},
                 "reportingController": "c", "reportingInstance": "i"}""");
        assertThat(event.involvedObject())
                .isEqualTo(new ObjectReference("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "apps", "shop", "u"));
        assertThat(event.severity()).isEqualTo(Severity.ERROR);
        assertThat(event.timestamp()).contains(Instant.parse("2026-01-31T11:00:00Z"));
        assertThat(event.message()).isEqualTo("m");
        assertThat(event.reason()).isEqualTo("r");
        assertThat(event.metadata()).isEqualTo(Map.of("kustomize.toolkit.fluxcd.io/revision", "main@sha1:x"));
        assertThat(event.reportingController()).isEqualTo("c");
        assertThat(event.reportingInstance()).isEqualTo("i");
        assertThat(event.forwarded()).isFalse();
    }

    @Test
    void namesMatchWithoutCaseAndNothingIsRequired() {
        assertThat(Event.parse("{\"SEVERITY\":\"info\",\"InvolvedObject\":{\"KIND\":\"K\"},\"other\":1}")
                        .involvedObject()
                        .kind())
                .isEqualTo("K");
        assertThat(Event.parse("null").severity()).isEqualTo(new Severity(""));
        assertThat(Event.parse("{\"message\":null,\"metadata\":null,\"timestamp\":null}"))
                .isEqualTo(Event.parse("{}"));
    }

    @Test
    void aTimeThatWasNeverSetIsNone() {
        assertThat(Event.parse("{\"timestamp\":\"0001-01-01T00:00:00Z\"}").timestamp())
                .isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamedByItsPath() {
        assertBad("[]", "$:");
        assertBad("", "$:");
        assertBad("{} x", "$: not JSON at line 1, column");
        assertBad("{\"severity\":1}", "$.severity: this is a number");
        assertBad("{\"involvedObject\":{\"name\":[]}}", "$.involvedObject.name: this is an array");
        assertBad("{\"metadata\":{\"a\":true}}", "$.metadata.a: this is a boolean");
        assertBad("{\"timestamp\":\"yesterday\"}", "$.timestamp: \"yesterday\" is not a valid time");
        assertBad("{\"a\":".repeat(200), "$: not JSON");
    }

    private static void assertBad(String json, String message) {
        assertThatThrownBy(() -> Event.parse(json))
                .isInstanceOf(EventFormatException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theBuilderWritesTheKeysOfTheObjectsController() {
        Event event = Event.builder("HelmRelease", "apps/shop")
                .revision("1.2.3")
                .commit("a1afe267b54f38b46b487f6e938a6fd508278c07")
                .build();
        assertThat(event.metadata())
                .containsOnlyKeys("helm.toolkit.fluxcd.io/revision", "event.toolkit.fluxcd.io/commit");
        assertThat(Event.builder("Own", "apps/shop").revision("r").build().metadata())
                .containsOnlyKeys("event.toolkit.fluxcd.io/revision");
        assertThat(Event.builder("Own", "apps/shop")
                        .apiVersion("own.example.com/v1")
                        .revision("r")
                        .build()
                        .metadata())
                .containsOnlyKeys("own.example.com/revision");
    }

    @Test
    void toStringShowsNoMetadata() {
        Event event = Event.builder("K", "ns/n")
                .metadata("k/token", "s3cret")
                .message("s3cret")
                .build();
        assertThat(event).asString().doesNotContain("s3cret");
    }

    @Test
    void whatIsNotLookedAtIsPassedOver() {
        Event event = Event.parse("{\"x\":[[],{\"message\":7}],\"y\":{\"metadata\":7},\"message\":\"m\","
                + "\"involvedObject\":{\"name\":\"n\",\"metadata\":{\"kind\":7}}}");
        assertThat(event.message()).isEqualTo("m");
        assertThat(event.involvedObject().name()).isEqualTo("n");
        assertBad("{\"x\":[1,}", "$: not JSON");
        assertBad("{\"x\":[1", "$: not JSON");
        assertBad("{\"x\":{", "$: not JSON");
    }

    @Test
    void membersHaveALimit() {
        StringBuilder json = new StringBuilder("{\"metadata\":{\"0\":\"\"");
        for (int i = 1; i <= 10_000; i++) {
            json.append(",\"").append(i).append("\":\"\"");
        }
        assertBad(json + "}}", "$: an object of more than 10000 members");
    }
}
