package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private static final String CONTROLLER = "kustomize.toolkit.fluxcd.io/";
    private static final String ANNOTATION = "event.toolkit.fluxcd.io/";
    private static final Alert ALERT = Alert.builder("apps/a").provider("forge").build();

    private static Event.Builder event() {
        return Event.builder("Kustomization", "apps/shop");
    }

    private static Map<String, String> combined(Event event, Alert alert) {
        return Metadata.combine(event, Metadata.clean(event), alert).values();
    }

    @Test
    void onlyTheControllersAndTheEventsOwnKeysAreKept() {
        Event event = event().metadata(CONTROLLER + "revision", "r")
                .metadata(ANNOTATION + "env", "prod")
                .metadata("helm.toolkit.fluxcd.io/revision", "other controller")
                .metadata("kustomize.toolkit.fluxcd.io.evil/x", "other prefix")
                .metadata("revision", "no prefix")
                .build();
        assertThat(combined(event, ALERT)).isEqualTo(Map.of("revision", "r", "env", "prod"));
    }

    @Test
    void whatIsInternalToFluxIsDropped() {
        Event event = event().metadata(CONTROLLER + "checksum", "c")
                .metadata(CONTROLLER + "Digest", "d")
                .metadata(CONTROLLER + "token", "s3cret")
                .metadata(ANNOTATION + "checksum", "kept")
                .build();
        assertThat(combined(event, ALERT)).isEqualTo(Map.of("checksum", "kept"));
    }

    @Test
    void aForwardedEventKeepsAllButTheToken() {
        Event event = event().build().withCombinedMetadata(Map.of("token", "s3cret", "a/b", "c"));
        assertThat(combined(event, ALERT)).isEqualTo(Map.of("a/b", "c"));
    }

    @Test
    void withoutAGroupTheControllersMetadataIsLost() {
        Event event = event().apiVersion("")
                .metadata(CONTROLLER + "revision", "r")
                .metadata(ANNOTATION + "commit", "c")
                .build();
        assertThat(combined(event, ALERT)).isEqualTo(Map.of("commit", "c"));
    }

    @Test
    void annotationsGiveWayToTheAlertAndTheAlertToTheController() {
        Event event = event().metadata(ANNOTATION + "one", "annotation")
                .metadata(ANNOTATION + "two", "annotation")
                .metadata(ANNOTATION + "three", "annotation")
                .metadata(CONTROLLER + "three", "controller")
                .build();
        Alert alert = Alert.builder("apps/a")
                .provider("forge")
                .eventMetadata("two", "alert")
                .eventMetadata("three", "alert")
                .eventMetadata("summary", "alert")
                .summary("the summary")
                .build();
        assertThat(combined(event, alert))
                .isEqualTo(
                        Map.of("one", "annotation", "two", "alert", "three", "controller", "summary", "the summary"));
    }

    @Test
    void anObjectOfTheEventGroupIsInNoConflictWithItself() {
        Event event = event().apiVersion("event.toolkit.fluxcd.io/v1")
                .metadata(ANNOTATION + "revision", "r")
                .build();
        Metadata.Combined metadata = Metadata.combine(event, Metadata.clean(event), ALERT);
        assertThat(metadata.values()).isEqualTo(Map.of("revision", "r"));
        assertThat(metadata.notes()).isEmpty();
    }
}
