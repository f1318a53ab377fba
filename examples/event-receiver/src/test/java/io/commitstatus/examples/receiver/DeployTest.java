package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.SkipReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
                    () -> it.shows("commitstatus_request_seconds_count{type=\"github\"} 1")
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
        assertThat(known).containsAll(found("COMMITSTATUS_[A-Z_]+", Files.readString(DEPLOY.resolve("config.yaml"))));
        for (String file :
                found("(?m)(?<=^  - )[a-z-]+\\.yaml", Files.readString(DEPLOY.resolve("kustomization.yaml")))) {
            assertThat(DEPLOY.resolve(file)).exists();
        }
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
