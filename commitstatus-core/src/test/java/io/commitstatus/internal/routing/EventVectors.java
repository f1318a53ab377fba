package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.commitstatus.internal.Vectors.Vector;
import io.commitstatus.internal.flux.FluxState;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventFormatException;
import io.commitstatus.model.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Vectors of events, states and equal statuses. */
final class EventVectors {
    private static final Map<String, CommitState> STATES = Map.of(
            "success", CommitState.SUCCESS,
            "succeeded", CommitState.SUCCESS,
            "SUCCESSFUL", CommitState.SUCCESS,
            "failure", CommitState.FAILURE,
            "failed", CommitState.FAILURE,
            "FAILED", CommitState.FAILURE,
            "error", CommitState.FAILURE,
            "pending", CommitState.PENDING);

    private EventVectors() {}

    static void eventJson(Vector vector) {
        switch (vector.text("op")) {
            case "decode", "post" -> {
                String json = vector.text("op").equals("decode") ? vector.text("json") : body(vector);
                if (vector.expect().path("httpStatus").asInt(202) == 202) {
                    assertThat(Event.parse(json)).isNotNull();
                } else {
                    assertThatThrownBy(() -> Event.parse(json)).isInstanceOf(EventFormatException.class);
                }
            }
            case "getRevision" -> {
                Map<String, String> metadata = new HashMap<>();
                vector.input()
                        .path("metadata")
                        .properties()
                        .forEach(it -> metadata.put(it.getKey(), it.getValue().asText()));
                assertThat(CommitFinder.find(Event.parse("{}"), metadata).commit())
                        .isEqualTo(
                                vector.fails()
                                        ? Optional.empty()
                                        : Optional.of(
                                                vector.expect().path("commit").asText()));
            }
            default -> throw new UnsupportedOperationException(vector.toString());
        }
    }

    private static String body(Vector vector) {
        JsonNode bytes = vector.input().path("bodyBytes");
        return bytes.isMissingNode()
                ? vector.text("body")
                : "{\"message\":\"" + "x".repeat(bytes.asInt() - "{\"message\":\"\"}".length()) + "\"}";
    }

    static void stateMapping(Vector vector) {
        Event event = Event.builder("Kustomization", "apps/app")
                .severity(new Severity(vector.text("severity")))
                .reason(vector.text("reason"))
                .build();
        assertThat(FluxState.of(event, false).state())
                .isEqualTo(
                        vector.fails()
                                ? Optional.empty()
                                : Optional.ofNullable(STATES.get(vector.expect().asText())));
    }
}
