package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Severity;
import io.commitstatus.policy.DescriptionStrategy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusMakerTest {
    private static final String COMMIT = "a1afe267b54f38b46b487f6e938a6fd508278c07";
    private static final String ANNOTATION = "event.toolkit.fluxcd.io/";

    private final Tables tables = new Tables()
            .alert(Alert.builder("apps/a")
                    .provider("forge")
                    .eventSource(EventSource.of("Kustomization", "*").inNamespace("*")));

    StatusMakerTest() {
        tables.provider(Provider.builder("apps/forge").type("github").build());
    }

    private static Event.Builder event() {
        return Event.builder("Kustomization", "apps/Shop").revision(COMMIT).info("ReconciliationSucceeded", "Applied");
    }

    private Decision plan(Event.Builder event) {
        List<Decision> plans = tables.decide(event.build());
        assertThat(plans).hasSize(1);
        return plans.get(0);
    }

    private CommitStatus status(Event.Builder event) {
        return ((Decision.Send) plan(event)).status();
    }

    private List<String> notes(Event.Builder event) {
        return ((Decision.Send) plan(event)).notes();
    }

    private String reason(Event.Builder event) {
        return ((Decision.Skip) plan(event)).reason();
    }

    @Test
    void withoutAUidTheSuffixIsAHashOfTheProvidersName() {
        assertThat(status(event()).key()).isEqualTo("kustomization/shop/af9add22");
    }

    @Test
    void theAnnotationReplacesTheHash() {
        tables.provider(Provider.builder("apps/forge")
                .type("github")
                .annotation(Provider.KEY_SUFFIX, "Prod")
                .build());
        assertThat(status(event()).key()).isEqualTo("kustomization/shop/prod");
        assertThat(notes(event())).isEmpty();
    }

    @Test
    void withoutAUidTwoNamespacesHaveTwoKeys() {
        tables.provider(Provider.builder("apps/forge")
                .type("github")
                .annotation(Provider.KEY_SUFFIX, "x")
                .build());
        assertThat(status(Event.builder("Kustomization", "far/shop").revision(COMMIT))
                        .key())
                .isEqualTo("kustomization/far/shop/x");
    }

    @Test
    void aUidMakesFluxsKey() {
        tables.provider(Provider.builder("apps/forge")
                .type("github")
                .uid("0C9C2E41-d2f9-4f9b")
                .annotation(Provider.KEY_SUFFIX, "x")
                .build());
        assertThat(status(event()).key()).isEqualTo("kustomization/shop/0c9c2e41");
        assertThat(status(Event.builder("Kustomization", "far/shop").revision(COMMIT))
                        .key())
                .isEqualTo("kustomization/shop/0c9c2e41");
        assertThat(notes(event()))
                .containsExactly("annotation commitstatus.io/key-suffix is not used, since the Provider has a uid");
    }

    @Test
    void strategiesSeeCombinedMetadataWithoutToken() {
        tables.key = context -> context.event().metadata().toString()
                + context.commit()
                + context.alert().name().name()
                + context.provider().name().name();
        assertThat(status(event().metadata("kustomize.toolkit.fluxcd.io/token", "s3cret")
                                .metadata(ANNOTATION + "env", "prod"))
                        .key())
                .isEqualTo("{env=prod, revision=" + COMMIT + "}" + COMMIT + "aforge");
    }

    @Test
    void aStrategyThatThrowsOrGivesNothingSkipsAndSaysSo() {
        tables.key = context -> " ";
        assertThat(reason(event())).isEqualTo("the status key is blank; the KeyStrategy must give one");
        tables.key = context -> {
            throw new IllegalStateException("s3cret");
        };
        assertThat(reason(event()))
                .isEqualTo("KeyStrategy threw java.lang.IllegalStateException; the log has the rest");
        tables.key = null;
        tables.state = context -> Optional.empty();
        assertThat(reason(event()))
                .isEqualTo(
                        "the StateStrategy gives no state for severity \"info\", reason \"ReconciliationSucceeded\"");
    }

    @Test
    void statesFollowSeverityAndReason() {
        assertThat(status(event()).state()).isEqualTo(CommitState.SUCCESS);
        assertThat(status(event().error("DependencyNotReady", "no")).state()).isEqualTo(CommitState.FAILURE);
        assertThat(reason(event().severity(new Severity("trace"))))
                .isEqualTo("severity \"trace\" is neither info nor error");
        for (String reason : List.of("Progressing", "ProgressingWithRetry", "DependencyNotReady")) {
            assertThat(reason(event().reason(reason))).startsWith("reason \"" + reason + "\" says");
        }
        assertThat(reason(event().error("Progressing", "no"))).startsWith("reason \"Progressing\" says");
    }

    @Test
    void progressIsPendingOnRequest() {
        tables.reportProgress = true;
        assertThat(status(event().reason("DependencyNotReady")).state()).isEqualTo(CommitState.PENDING);
        assertThat(status(event().error("Progressing", "no")).state()).isEqualTo(CommitState.PENDING);
        assertThat(status(event().error("ProgressingWithRetry", "no")).state()).isEqualTo(CommitState.FAILURE);
    }

    @Test
    void theDescriptionIsTheMessageOrTheReasonInWords() {
        assertThat(status(event().message("one\ntwo")).description()).isEqualTo("one two");
        assertThat(status(event().message(" ")).description()).isEqualTo("reconciliation succeeded");
        tables.description = DescriptionStrategy.reason();
        assertThat(status(event()).description()).isEqualTo("reconciliation succeeded");
    }

    @Test
    void theTargetUrlComesFromTheStrategyThenFromTheMetadata() {
        Event.Builder event = event().metadata(ANNOTATION + "targetUrl", "https://example.com/m");
        assertThat(status(event).targetUrl()).contains(URI.create("https://example.com/m"));
        tables.targetUrl = context -> Optional.of(URI.create("https://example.com/s"));
        assertThat(status(event).targetUrl()).contains(URI.create("https://example.com/s"));
    }

    @Test
    void aBadTargetUrlIsLeftOutAndTold() {
        for (String url : List.of("/relative", "javascript:alert(1)", "https://", "not a url", "")) {
            Event.Builder event = event().metadata(ANNOTATION + "targetUrl", url);
            assertThat(status(event).targetUrl()).as(url).isEmpty();
            assertThat(notes(event))
                    .containsExactly("metadata targetUrl is not an absolute http or https URL, and is left out");
        }
    }

    @Test
    void aTargetUrlWithAPasswordIsLeftOutAndNotShown() {
        Event.Builder event = event().metadata(ANNOTATION + "targetUrl", "https://user:s3cret@example.com/");
        assertThat(status(event).targetUrl()).isEmpty();
        assertThat(notes(event))
                .singleElement()
                .asString()
                .contains("user info")
                .doesNotContain("s3cret");
    }

    @Test
    void theSummaryIsTheGroup() {
        assertThat(status(event().metadata(ANNOTATION + "summary", "prod")).group())
                .contains("prod");
    }

    @Test
    void metadataOfSeveralSourcesIsTold() {
        assertThat(notes(event().metadata(ANNOTATION + "revision", "s3cret")))
                .containsExactly(
                        "metadata \"revision\" is set by involved object annotations, involved object controller"
                                + " metadata; the last one counts");
    }
}
