package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Severity;
import io.commitstatus.model.SkipReason;
import io.commitstatus.policy.EventGate;
import io.commitstatus.spi.StatusLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private static final String COMMIT = "a1afe267b54f38b46b487f6e938a6fd508278c07";
    private static final Provider FORGE =
            Provider.builder("apps/forge").type("github").uid("0c9c2e41-d2f9").build();

    private final Tables tables = new Tables().provider(FORGE);

    private static Alert.Builder alert(String name) {
        return Alert.builder("apps/" + name).provider("forge").eventSource(EventSource.of("Kustomization", "*"));
    }

    private static Event.Builder event() {
        return Event.builder("Kustomization", "apps/shop")
                .revision("main@sha1:" + COMMIT)
                .info("ReconciliationSucceeded", "Applied revision");
    }

    private Decision.Send accepted(Event event) {
        List<Decision> plans = tables.decide(event);
        assertThat(plans).singleElement().isInstanceOf(Decision.Send.class);
        return (Decision.Send) plans.get(0);
    }

    private String skipped(Event event) {
        List<Decision> plans = tables.decide(event);
        assertThat(plans).singleElement().isInstanceOf(Decision.Skip.class);
        return ((Decision.Skip) plans.get(0)).reason();
    }

    @Test
    void anEventThatAnAlertMatchesBecomesAStatus() {
        tables.alert(alert("a"));
        Decision.Send plan = accepted(event().build());
        assertThat(plan.alert()).hasToString("apps/a");
        assertThat(plan.provider()).hasToString("apps/forge");
        assertThat(plan.status().commit()).isEqualTo(COMMIT);
        assertThat(plan.status().key()).isEqualTo("kustomization/shop/0c9c2e41");
        assertThat(plan.status().name()).isEqualTo("kustomization/shop/0c9c2e41");
        assertThat(plan.status().state()).isEqualTo(CommitState.SUCCESS);
        assertThat(plan.status().description()).isEqualTo("Applied revision");
        assertThat(plan.status().ref()).contains("main");
        assertThat(plan.status().targetUrl()).isEmpty();
        assertThat(plan.status().group()).isEmpty();
        assertThat(plan.key().key()).isEqualTo("kustomization/shop/0c9c2e41");
        assertThat(plan.key().repository()).isEqualTo("org/repo");
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void anEventThatNoSourceMatchesHasNoPlan() {
        tables.alert(alert("a"));
        assertThat(tables.decide(Event.builder("HelmRelease", "apps/shop").build()))
                .isEmpty();
        assertThat(tables.decide(Event.builder("Kustomization", "other/shop").build()))
                .isEmpty();
        assertThat(tables.decide(Event.parse("{}"))).isEmpty();
    }

    @Test
    void namesAndNamespacesMayBeWildcards() {
        tables.alert(
                Alert.builder("apps/exact").provider("forge").eventSource(EventSource.of("Kustomization", "shop")));
        tables.alert(
                Alert.builder("apps/other").provider("forge").eventSource(EventSource.of("Kustomization", "cart")));
        tables.alert(Alert.builder("apps/space")
                .provider("forge")
                .eventSource(EventSource.of("Kustomization", "shop").inNamespace("*")));
        tables.alert(Alert.builder("apps/all")
                .provider("forge")
                .eventSource(EventSource.of("Kustomization", "*").inNamespace("*")));
        assertThat(tables.decide(event().build()))
                .extracting(it -> String.valueOf(it.alert()))
                .containsExactly("apps/all", "apps/exact", "apps/space");
        assertThat(tables.decide(Event.builder("Kustomization", "far/shop").build()))
                .extracting(it -> String.valueOf(it.alert()))
                .containsExactly("apps/all", "apps/space");
    }

    @Test
    void anAlertWithSeveralMatchingSourcesHasOnePlan() {
        tables.alert(alert("a").eventSource(EventSource.of("Kustomization", "shop")));
        assertThat(accepted(event().build()).notes()).isEmpty();
    }

    @Test
    void routingLooksAtNoAlertThatCannotMatch() {
        for (int i = 0; i < 10_000; i++) {
            tables.alert(Alert.builder("team-" + i + "/a")
                    .provider("forge")
                    .eventSource(EventSource.of("Kustomization", "*")));
        }
        tables.alert(alert("a"));
        assertThat(tables.build().candidates(event().build())).hasSize(1);
    }

    @Test
    void whatIsSuspendedSaysSo() {
        tables.alert(alert("a").suspended(true));
        assertThat(skipped(event().build())).isEqualTo("the Alert is suspended");
        tables.alerts.clear();
        tables.alert(alert("a")).provider(FORGE.toBuilder().suspended(true).build());
        assertThat(skipped(event().build())).isEqualTo("the Provider apps/forge is suspended");
    }

    @Test
    void anErrorAlertTakesNothingElse() {
        tables.alert(alert("a").eventSeverity(Severity.ERROR));
        assertThat(skipped(event().build())).isEqualTo("severity \"info\" is not the Alert's eventSeverity \"error\"");
        assertThat(accepted(event().error("BuildFailed", "no").build()).status().state())
                .isEqualTo(CommitState.FAILURE);
    }

    @Test
    void theListsSayWhichPatternDecided() {
        tables.alert(alert("a").include("Applied").exclude("never").exclude("^Dependencies"));
        assertThat(accepted(event().build()).notes()).isEmpty();
        assertThat(skipped(event().message("Dependencies Applied").build()))
                .isEqualTo("the message is excluded by exclusionList[1] \"^Dependencies\"");
        assertThat(skipped(event().message("other").build()))
                .isEqualTo("no pattern of inclusionList is found in the message");
    }

    @Test
    void anInvalidPatternIsLeftOutAndTold() {
        tables.alert(alert("a").exclude("("));
        assertThat(accepted(event().build()).notes())
                .containsExactly("exclusionList[0] \"(\" is not a valid RE2 pattern and was left out");
    }

    @Test
    void aPatternThatWouldTakeTheStackIsLeftOut() {
        tables.alert(alert("a").exclude("(?:a?b?){1000}".repeat(8) + "c$"));
        assertThat(accepted(event().build()).notes()).singleElement().asString().endsWith("was left out");
    }

    @Test
    void onlyTheBeginningOfAMessageIsMatched() {
        tables.alert(alert("a").include("end"));
        assertThat(skipped(event().message("a".repeat(39_000) + "end").build())).contains("no pattern");
        assertThat(accepted(event().message("a".repeat(38_997) + "end").build()).notes())
                .isEmpty();
    }

    @Test
    void aPatternThatTakesTheStackHarmsItsAlertAlone() throws Exception {
        tables.alert(alert("a").include("(?:a?b?){900}c$"));
        FutureTask<String> small = new FutureTask<>(() -> skipped(event().build()));
        new Thread(null, small, "small stack", 144 * 1024).start();

        assertThat(small.get(10, TimeUnit.SECONDS))
                .containsAnyOf("a pattern of the Alert is too complex", "no pattern of inclusionList is found");
    }

    @Test
    void crossNamespaceReferencesCanBeBlocked() {
        tables.alert(alert("a").eventSource(EventSource.of("Kustomization", "*").inNamespace("far")));
        Event far = Event.builder("Kustomization", "far/shop").revision(COMMIT).build();
        assertThat(accepted(far).status().commit()).isEqualTo(COMMIT);
        tables.crossNamespaceRefs = false;
        assertThat(skipped(far)).contains("Kustomization/far/shop", "cross-namespace references are blocked");
        assertThat(accepted(event().build()).status().commit()).isEqualTo(COMMIT);
    }

    @Test
    void aProviderThatIsMissingOrBlockedSaysSo() {
        tables.alert(alert("a"));
        tables.targets.put(FORGE.name(), ProviderRoute.blocked(FORGE, "spec.address: the address is missing"));
        assertThat(skipped(event().build()))
                .isEqualTo("the Provider apps/forge cannot be used: spec.address: the address is missing");
        tables.targets.clear();
        assertThat(skipped(event().build()))
                .isEqualTo("the Provider apps/forge is missing, or broken; see the problems of the configuration");
    }

    @Test
    void labelsAreAskedOnceAndOnlyWhereTheRestMatches() {
        AtomicInteger asked = new AtomicInteger();
        tables.labels = object -> {
            asked.incrementAndGet();
            return Optional.of(Map.of("app", "shop", "team", "x"));
        };
        tables.alert(labelled("a", Map.of("app", "shop")));
        tables.alert(labelled("b", Map.of("app", "cart")));
        tables.alert(labelled("c", Map.of()));
        RoutingTable table = tables.build();
        assertThat(table.decide(event().build()))
                .extracting(it -> String.valueOf(it.alert()))
                .containsExactly("apps/a", "apps/c");
        assertThat(asked).hasValue(1);
        assertThat(table.decide(Event.builder("HelmRelease", "apps/shop").build()))
                .isEmpty();
        assertThat(asked).hasValue(1);
    }

    private static Alert.Builder labelled(String name, Map<String, String> labels) {
        return Alert.builder("apps/" + name)
                .provider("forge")
                .eventSource(EventSource.of("Kustomization", "*").matchingLabels(labels));
    }

    @Test
    void labelsThatCannotBeToldAreAReasonButAnObjectThatIsNotThereIsNoMatch() {
        tables.alert(labelled("a", Map.of("app", "shop")));
        assertThat(skipped(event().build())).startsWith("eventSources[0].matchLabels cannot be told; give the router");
        tables.labels = object -> {
            throw new IllegalStateException("s3cret");
        };
        assertThat(skipped(event().build()))
                .startsWith("eventSources[0].matchLabels cannot be told: ObjectLabels threw")
                .contains("IllegalStateException")
                .doesNotContain("s3cret");
        tables.labels = object -> Optional.empty();
        assertThat(tables.decide(event().build())).isEmpty();
    }

    @Test
    void anotherSourceThatMatchesMakesLabelsUnneeded() {
        tables.alert(labelled("a", Map.of("app", "shop")).eventSource(EventSource.of("Kustomization", "shop")));
        assertThat(accepted(event().build()).notes()).isEmpty();
    }

    @Test
    void fluxsGateIsAnOption() {
        tables.alert(alert("a").eventMetadata("commit", COMMIT));
        assertThat(accepted(event().build()).status().commit()).isEqualTo(COMMIT);
        tables.gate = EventGate.flux();
        assertThat(skipped(event().build())).startsWith("Flux's gate");
        assertThat(accepted(event().error("BuildFailed", "no").build()).status().state())
                .isEqualTo(CommitState.FAILURE);
        assertThat(accepted(event().commit(COMMIT).build()).status().commit()).isEqualTo(COMMIT);
        String update = "kustomize.toolkit.fluxcd.io/commit_status";
        assertThat(accepted(event().metadata(update, "update").build()).status().commit())
                .isEqualTo(COMMIT);
        assertThat(skipped(event().metadata(update, "other").build())).startsWith("Flux's gate");
    }

    @Test
    void aGateOfOnesOwnSeesEveryEventOnceAndNoToken() {
        tables.alert(alert("a")).alert(alert("b"));
        List<Event> seen = new ArrayList<>();
        tables.gate = event -> {
            seen.add(event);
            return event.reason().equals("ReconciliationSucceeded");
        };
        String token = "kustomize.toolkit.fluxcd.io/token";
        Event event = event().info("HealthCheckFailed", "").metadata(token, "s").build();
        assertThat(tables.decide(event))
                .allSatisfy(it -> assertThat(((Decision.Skip) it).code()).isEqualTo(SkipReason.GATE))
                .allSatisfy(
                        it -> assertThat(((Decision.Skip) it).reason()).isEqualTo("the EventGate does not let it pass"))
                .hasSize(2);
        assertThat(seen).singleElement().satisfies(it -> {
            assertThat(it.metadata()).doesNotContainKey(token).containsKey("kustomize.toolkit.fluxcd.io/revision");
            assertThat(it.involvedObject()).isEqualTo(event.involvedObject());
        });
        assertThat(tables.decide(event().info("ReconciliationSucceeded", "").build()))
                .allSatisfy(it -> assertThat(it).isInstanceOf(Decision.Send.class));
    }

    @Test
    void aGateThatThrowsSkipsTheEvent() {
        tables.alert(alert("a"));
        tables.gate = event -> {
            throw new IllegalStateException("s3cret");
        };
        assertThat(skipped(event().build()))
                .isEqualTo("EventGate threw java.lang.IllegalStateException; the log has the rest");
    }

    @Test
    void fluxsGateReadsBareKeysOfAForwardedEvent() {
        tables.alert(alert("a"));
        tables.gate = EventGate.flux();
        Event event = event().build();
        assertThat(skipped(event.withCombinedMetadata(Map.of("revision", COMMIT))))
                .startsWith("Flux's gate");
        assertThat(accepted(event.withCombinedMetadata(Map.of("revision", COMMIT, "commit_status", "update")))
                        .status()
                        .commit())
                .isEqualTo(COMMIT);
    }

    @Test
    void aForwardedEventsMetadataOverridesTheAlerts() {
        tables.alert(alert("a").eventMetadata("revision", "other").eventMetadata("targetUrl", "https://example.com/x"));
        Decision.Send plan = accepted(event().build().withCombinedMetadata(Map.of("revision", COMMIT)));
        assertThat(plan.status().commit()).isEqualTo(COMMIT);
        assertThat(plan.status().targetUrl())
                .hasValueSatisfying(it -> assertThat(it).hasToString("https://example.com/x"));
        assertThat(plan.notes())
                .containsExactly("metadata \"revision\" is set by Alert object .spec.eventMetadata, forwarded event;"
                        + " the last one counts");
    }

    @Test
    void twoAlertsThatLeadToOneKeyAreOneStatus() {
        tables.alert(alert("b").eventMetadata("targetUrl", "https://example.com/b"));
        tables.alert(alert("a"));
        List<Decision> plans = tables.decide(event().build());
        Decision.Send first = (Decision.Send) plans.get(0);
        Decision.Send second = (Decision.Send) plans.get(1);
        assertThat(first.alert()).hasToString("apps/a");
        assertThat(first.notes()).isEmpty();
        assertThat(second.status()).isSameAs(first.status());
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.notes())
                .containsExactly("the same key as of the Alert apps/a, whose status is sent for both");
    }

    @Test
    void decidingRemembersNothing() {
        tables.alert(alert("a").eventSource(EventSource.of("Kustomization", "*").inNamespace("*")));
        RoutingTable table = tables.build();
        Event far = Event.builder("Kustomization", "far/shop").revision(COMMIT).build();
        assertThat(notes(table, event().build())).isEmpty();
        assertThat(notes(table, far)).isEmpty();
    }

    private static List<String> notes(RoutingTable table, Event event) {
        return ((Decision.Send) table.decide(event).get(0)).notes();
    }

    @Test
    void aCommitThatTheHostCannotHaveIsSkipped() {
        tables.alert(alert("a"));
        String sha256 = COMMIT + COMMIT.substring(16);
        assertThat(skipped(event().commit(sha256).build())).contains(sha256, "SHA-256 repository");
        tables.provider(FORGE, StatusLimits.builder().sha256(true).build());
        assertThat(accepted(event().commit(sha256).build()).status().commit()).isEqualTo(sha256);
    }

    @Test
    void aRebuiltTableKnowsTheNewConfigurationOnly() {
        tables.alert(alert("a").exclude("x"));
        RoutingTable table = tables.build();
        RoutingTable later = table.rebuild(
                List.of(alert("b").exclude("x").exclude("Applied").build()),
                Map.of(new NamespacedName("apps", "forge"), tables.targets.get(FORGE.name())));
        assertThat(later.decide(event().build()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Decision.Skip.class, it -> assertThat(it.reason()).endsWith("exclusionList[1] \"Applied\""));
        assertThat(table.decide(event().build())).singleElement().isInstanceOf(Decision.Send.class);
    }
}
