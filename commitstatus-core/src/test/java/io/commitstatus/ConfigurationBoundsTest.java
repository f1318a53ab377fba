package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.model.Alert;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationBoundsTest {
    private static final String PROVIDER = """
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Provider
            metadata: {namespace: flux-system, name: github-%d}
            spec: {type: github, address: "https://github.com/org/repo-%d", secretRef: {name: token}}
            """;
    private static final String ALERT = """
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Alert
            metadata: {namespace: flux-system, name: apps-%d}
            spec:
              providerRef: {name: github-%d}
              eventSources: [{kind: Kustomization, name: '*'}]
              inclusionList: [".*failed.*"]
            """;

    private static ConfigurationReader reader() {
        return Configuration.reader().lenient(true).publishers(List.of(new StubPublisher("github")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10m1ms", "11m", "899999998m", "153722867m", "999999999m999999999m", "999999999.999999999s"})
    void aTimeoutThatIsTooLongIsAProblem(String timeout) {
        String yaml = PROVIDER.formatted(1, 1).replace("spec: {", "spec: {timeout: " + timeout + ", ");
        assertThat(reader().parse(yaml).problems())
                .singleElement()
                .satisfies(it -> assertThat(it.toString())
                        .contains("spec.timeout: \"" + timeout + "\" is too long for one request; write at most 10m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10m", "9m60s", "1ms", "1m30s"})
    void anyOtherTimeoutIsTaken(String timeout) {
        String yaml = PROVIDER.formatted(1, 1).replace("spec: {", "spec: {timeout: " + timeout + ", ");
        assertThat(reader().parse(yaml).problems()).isEmpty();
    }

    @Test
    @Timeout(120)
    void aBombOfAliasesEndsInAProblem() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 1000; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }

        assertThat(reader().parse(bomb.toString()).problems())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("aliases"));
    }

    @Test
    @Timeout(120)
    void aBombOfListsWithinListsEndsInAProblem() {
        StringBuilder bomb = new StringBuilder("a0: &a0 {kind: Alert}\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d {kind: List, items: [%s]}\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }

        assertThat(reader().parse(bomb + "kind: List\nitems: [*a8]\n").problems())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("aliases"));
    }

    @Test
    void anAliasStandsForItsAnchor() {
        Configuration configuration = reader().parse("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata: {namespace: &ns flux-system, name: github}
                spec: {type: github, address: https://github.com/org/repo, secretRef: {name: *ns}}
                """);

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.providers()).hasSize(1);
    }

    @Test
    void anAliasThatStandsInItsOwnAnchorIsAProblem() {
        assertThat(reader().parse("kind: &kind [*kind]").problems())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("*kind has no anchor"));
    }

    @Test
    void deepNestingIsAProblemInTextAndInObjects() {
        Map<String, Object> loop = new HashMap<>();
        loop.put("kind", "List");
        loop.put("items", List.of(loop));

        for (String yaml : List.of("a: " + "[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000))) {
            assertThat(reader().parse(yaml).problems())
                    .singleElement()
                    .satisfies(it -> assertThat(it.message()).contains("nested deeper"));
        }
        assertThat(reader().objects(List.of(loop)).problems())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("nested deeper"));
    }

    @Test
    void aByteOrderMarkAndDosLineEndsDoNotMatter() throws IOException {
        String yaml = "\uFEFF%YAML 1.2\n---\n" + PROVIDER.formatted(1, 1) + "...\n%YAML 1.2\n---\n"
                + PROVIDER.formatted(2, 2);
        byte[] bytes = yaml.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);

        Configuration configuration = reader().read(new ByteArrayInputStream(bytes), "dos.yaml");

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.providers()).hasSize(2);
    }

    @Test
    void aBrokenDocumentHidesNoneAfterIt() {
        String broken = "---\n\"unfinished\n---\n\tkind: Alert\n---\n&a *a\n---\nkind: !<x\n";

        Configuration configuration = reader().parse(broken + "---\n" + PROVIDER.formatted(1, 1));

        assertThat(configuration.providers()).hasSize(1);
        assertThat(configuration.problems()).extracting(Problem::line).containsExactly(3, 4, 6, 8);
    }

    @Test
    @Timeout(120)
    void thousandsOfProblemsOfOneDocumentAreFoundInTimeAndCounted() {
        String yaml =
                ALERT.formatted(1, 1).replace("[{kind: Kustomization, name: '*'}]", "[" + "{},".repeat(50_000) + "]");

        assertThat(reader().parse(yaml).problems())
                .hasSize(101)
                .last()
                .satisfies(it -> assertThat(it.message()).matches("and \\d{5,6} more problems of this document; .*"))
                .satisfies(it -> assertThat(it.level()).isEqualTo(Problem.Level.ERROR));
    }

    @Test
    @Timeout(120)
    void documentsOfNothingAreCounted() {
        assertThat(reader().parse("---\n- \n".repeat(150_000)).problems())
                .hasSize(101)
                .last()
                .hasToString(
                        "<string>:202:1: and 149900 more documents that cannot be used; correct those above first");
    }

    @Test
    void thousandsOfBrokenDocumentsAreCounted() {
        StringBuilder alerts = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            alerts.append("---\n").append(ALERT.formatted(i, i));
        }
        Configuration configuration = reader().parse(alerts.toString());

        assertThat(configuration.problems())
                .hasSize(1001)
                .last()
                .hasToString("<all>: and 500 more problems; correct those above first");
    }

    @Test
    void aTextOfBrokenDocumentsIsNotReadToItsEnd() {
        assertThat(reader().parse("---\n[\n".repeat(1000) + "---\n" + PROVIDER.formatted(1, 1))
                        .problems())
                .hasSize(101)
                .last()
                .satisfies(it -> assertThat(it.message()).startsWith("and 2 more documents"));
    }

    @Test
    void aMapThatThrowsBreaksAlone() {
        Map<String, Object> broken = new HashMap<>(Map.of("kind", "Alert")) {
            private static final long serialVersionUID = 1L;

            @Override
            public void forEach(java.util.function.BiConsumer<? super String, ? super Object> action) {
                throw new IllegalStateException("hidden");
            }
        };
        Map<String, Object> good =
                Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "a", "namespace", "b"));

        Configuration configuration = reader().objects(List.of(broken, good));

        assertThat(configuration.secret(new NamespacedName("b", "a"))).isPresent();
        assertThat(configuration.problems())
                .singleElement()
                .satisfies(it -> assertThat(it.message())
                        .contains("IllegalStateException", "report it")
                        .doesNotContain("hidden"));
    }

    @Test
    void allPatternsOfAnAlertTogetherAreBounded() {
        String patterns = "inclusionList: [" + "'a{999}b{999}', ".repeat(3) + "x]";
        assertThat(reader().parse(ALERT.formatted(1, 1).replace("inclusionList: [\".*failed.*\"]", patterns))
                        .problems())
                .anySatisfy(it -> assertThat(it.toString())
                        .contains("spec.inclusionList: these patterns have more than 5000 elements"));
    }

    @Test
    void patternsThatWouldTakeStackOrMemoryAreRefused() {
        for (String pattern : List.of(
                "(".repeat(2000),
                "((a{100}){100}){100}",
                "a".repeat(3000),
                "(((x{1000})*){1000})+",
                "(?:a?b?){1000}".repeat(8) + "c$",
                "a{0,1000}".repeat(200),
                "(a{50}b{50}){60}")) {
            Configuration configuration = Configuration.reader()
                    .lenient(true)
                    .builder()
                    .put(Alert.builder("apps/a")
                            .provider("b")
                            .eventSource(EventSource.of("Kustomization", "*"))
                            .exclude(pattern)
                            .build())
                    .build();

            assertThat(configuration.problems()).extracting(Problem::path).contains("spec.exclusionList[0]");
        }
    }

    @Test
    void patternsThatOnlyLookDangerousAreAccepted() {
        for (String pattern : List.of(
                "a{1000}b{1000}",
                "a{999}1{999}",
                "[]({100}]{100}[^]({]{100}",
                "\\({100}\\d{100}\\{{100}",
                "\\Q((({100}\\E{2}",
                "[[:alpha:](]+",
                "(?P<n>x)(?i:y)")) {
            Configuration configuration = Configuration.reader()
                    .lenient(true)
                    .builder()
                    .put(Alert.builder("apps/a")
                            .provider("b")
                            .eventSource(EventSource.of("Kustomization", "*"))
                            .include(pattern)
                            .build())
                    .build();

            assertThat(configuration.problems())
                    .as(pattern)
                    .extracting(Problem::path)
                    .containsExactly("spec.providerRef.name");
        }
    }

    @Test
    @Timeout(120)
    void tenThousandDocumentsAreReadAndChanged() {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            documents.add(PROVIDER.formatted(i, i));
            documents.add(ALERT.formatted(i, i));
        }
        Configuration configuration = reader().parse(String.join("---\n", documents));
        assertThat(configuration.problems()).isEmpty();

        for (int i = 0; i < 1000; i++) {
            configuration = configuration.toBuilder()
                    .put(Alert.builder("apps/a-" + i)
                            .provider("github-1")
                            .eventSource(EventSource.of("Kustomization", "*"))
                            .build())
                    .build();
        }

        assertThat(configuration.problems()).hasSize(1000);
        assertThat(configuration.alerts()).hasSize(5000);
    }

    @Test
    void aStreamThatFailsIsNotAProblemOfTheDocuments() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatThrownBy(() -> reader().read(closed, "stream")).isInstanceOf(IOException.class);
    }
}
