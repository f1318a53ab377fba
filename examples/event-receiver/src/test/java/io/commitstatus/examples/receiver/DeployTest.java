package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.SkipReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in deploy/ and the README, against what there is. */
class DeployTest {
    private static final Path DEPLOY = Path.of("deploy");

    @Test
    void dashboardAlertsAndReadmeNameMetricsThatExist(@TempDir Path dir) throws Exception {
        Set<String> exist;
        try (Fixture it = Fixture.start(dir)) {
            it.post("/", Fixture.event("apps", Fixture.COMMIT, "m"));
            it.post("/", "{}");
            Fixture.until(
                    "all is counted",
                    () -> it.shows("commitstatus_request_seconds_count{result=\"delivered\",type=\"github\"} 1")
                            && it.shows("commitstatus_event_to_commit_seconds_count{type=\"github\"} 1"));
            exist = names(it.get("/metrics").body());
        }
        // Of these only a Git host that asks to be left alone makes any.
        exist.add("commitstatus_hold_seconds_sum");
        exist.add("commitstatus_hold_seconds");

        assertThat(exist).containsAll(names(Files.readString(DEPLOY.resolve("dashboard.json"))));
        assertThat(exist).containsAll(names(Files.readString(DEPLOY.resolve("alert-rules.yaml"))));
        assertThat(exist)
                .containsAll(names(Files.readString(Path.of("README.md"))).stream()
                        .filter(it -> !it.endsWith("_"))
                        .filter(it -> exist.stream().noneMatch(metric -> metric.startsWith(it + "_")))
                        .collect(Collectors.toSet()));
    }

    @Test
    void alertsNameReasonsThatExist() throws Exception {
        Matcher reasons =
                Pattern.compile("reason=~\"([a-z_|]+)\"").matcher(Files.readString(DEPLOY.resolve("alert-rules.yaml")));
        assertThat(reasons.find()).isTrue();
        for (String reason : reasons.group(1).split("\\|", -1)) {
            assertThat(SkipReason.valueOf(reason.toUpperCase(Locale.ROOT)).mayPass())
                    .isTrue();
        }
    }

    @Test
    void everyVariableIsASettingAndEveryResourceAFile() throws Exception {
        Set<String> known = Settings.line(new Settings(), Map.of()).getCommandSpec().options().stream()
                .map(it -> Settings.PREFIX
                        + it.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (String file :
                List.of("config.yaml", "postgresql/kustomization.yaml", "service-accounts/kustomization.yaml")) {
            assertThat(known)
                    .as(file)
                    .containsAll(found("COMMITSTATUS_[A-Z_]+", Files.readString(DEPLOY.resolve(file))));
        }
        for (String folder : List.of("", "service-accounts/")) {
            String resources = Files.readString(DEPLOY.resolve(folder + "kustomization.yaml"));
            for (String file : found("(?m)(?<=^  - )[a-z-]+\\.yaml", resources)) {
                assertThat(DEPLOY.resolve(folder + file)).exists();
            }
        }
    }

    @Test
    void whatIsRenderedFitsTogether() throws Exception {
        String all = rendered(DEPLOY);
        String label = "app.kubernetes.io/name: event-receiver";
        assertThat(document(all, "Deployment"))
                .contains("matchLabels:\n      " + label, "labels:\n        " + label, "replicas: 1", "type: Recreate");
        assertThat(document(all, "Service")).contains("selector:\n    " + label);
        // This one's pods alone, and from all of Flux's.
        assertThat(document(all, "NetworkPolicy"))
                .contains(
                        "  podSelector:\n    matchLabels:\n      " + label + "\n",
                        "podSelector:\n        matchLabels:\n          app.kubernetes.io/part-of: flux\n");
        assertThat(document(all, "ClusterRoleBinding")).contains("namespace: flux-system");
        assertThat(document(all, "PersistentVolumeClaim")).contains("storage: 1Gi");
    }

    @Test
    void componentsPutADatabaseInPlaceOfTheFileAndAddServiceAccounts(@TempDir Path dir) throws Exception {
        for (String file : List.of("", "postgresql", "service-accounts")) {
            Files.createDirectories(dir.resolve(file));
            try (Stream<Path> files = Files.list(DEPLOY.resolve(file))) {
                for (Path it : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(it, dir.resolve(file).resolve(it.getFileName()));
                }
            }
        }
        Path kustomization = dir.resolve("kustomization.yaml");
        Files.writeString(kustomization, Files.readString(kustomization).replace("# components:", "components:"));

        String all = rendered(dir);

        assertThat(all)
                .contains("COMMITSTATUS_OUTBOX: jdbc:postgresql:", "COMMITSTATUS_SERVICE_ACCOUNTS: \"true\"")
                .contains("serviceaccounts/token")
                .doesNotContain("kind: PersistentVolumeClaim", "name: outbox", "/var/lib");
        assertThat(document(all, "Deployment"))
                .contains("replicas: 2", "type: RollingUpdate", "secretName: event-receiver-database");
    }

    private static String document(String all, String kind) {
        return Arrays.stream(all.split("(?m)^---\n", -1))
                .filter(it -> it.contains("\nkind: " + kind + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind));
    }

    /** By kubectl, without a cluster. */
    private static String rendered(Path folder) throws Exception {
        Optional<Path> kubectl = Stream.of("/usr/bin/kubectl", "/usr/local/bin/kubectl")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(kubectl.isPresent(), "there is no kubectl to render the manifests with");
        Process process = new ProcessBuilder(kubectl.orElseThrow().toString(), "kustomize", folder.toString())
                .redirectErrorStream(true)
                .start();
        String rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(rendered).isZero();
        return rendered;
    }

    private static Set<String> names(String text) {
        return found("commitstatus_[a-z_]+", text);
    }

    private static Set<String> found(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
