package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {
    private static final String SOUND = Given.configuration("https://github.invalid/api");

    @TempDir
    private Path directory;

    @Test
    void aSoundConfigurationIsCounted() {
        String config = Given.file(directory, "config.yaml", SOUND);

        assertThat(Run.of("validate", "--config", config))
                .isEqualTo(new Run(0, "1 Provider, 1 Alert: 0 errors, 0 warnings" + System.lineSeparator(), ""));
    }

    @Test
    void everyProblemIsToldWithItsPlace() {
        String broken =
                Given.file(directory, "a/broken.yaml", SOUND.replace("- kind: Kustomization", "- kind: Kustomizaton"));
        String missing = directory.resolve("missing.yaml").toString();

        Run run = Run.of("validate", "--config", broken, missing);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("error: " + broken + ":24:", "did you mean \"Kustomization\"?", "error: " + missing + ": ")
                .contains("commitstatus: the configuration cannot be used: 2 errors, 0 warnings")
                .doesNotContain("\tat ");
    }

    @Test
    void warningsAreErrorsWhenStrict() {
        String config =
                Given.file(directory, "config.yaml", SOUND.replace("spec:\n  type", "spec:\n  colour: red\n  type"));

        Run run = Run.of("validate", "--config", config);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("warning: " + config + ":10:", "spec.colour");
        assertThat(run.out()).contains("0 errors, 1 warning");
        assertThat(Run.of("validate", "--strict", "--config", config).exitCode())
                .isEqualTo(2);

        Run json = Run.of("validate", "--config", config, "--output", "json");
        assertThat(json.json()).singleElement().satisfies(it -> {
            assertThat(it.get("level").textValue()).isEqualTo("warning");
            assertThat(it.get("source").textValue()).isEqualTo(config);
            assertThat(it.get("line").intValue()).isEqualTo(10);
            assertThat(it.get("path").textValue()).isEqualTo("spec.colour");
        });
    }

    @Test
    void plainHttpIsAProblemUnlessAllowed() {
        String config =
                Given.file(directory, "config.yaml", SOUND.replace("https://github.invalid", "http://github.invalid"));

        assertThat(Run.of("validate", "--config", config).exitCode()).isEqualTo(2);
        assertThat(Run.of("validate", "--config", config).err()).contains("unencrypted");
        assertThat(Run.of("validate", "--config", config, "--allow-plain-http").exitCode())
                .isZero();
    }

    @Test
    void aSecretOfTheDirectoryIsChecked() {
        String config = Given.file(directory, "config.yaml", SOUND);
        Given.file(directory, "secrets/flux-system/token/tokn", "squeamish-ossifrage");

        Run run = Run.of(
                "validate",
                "--config",
                config,
                "--secrets",
                directory.resolve("secrets").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("flux-system/token", "token").doesNotContain("squeamish");
    }

    @Test
    void aSecretBesideTheConfigurationIsNotMissed() {
        String other = Given.secret("t").replace("name: token", "name: other");
        String config = Given.file(directory, "config.yaml", SOUND + other);
        String token = Given.file(directory, "token", "t");

        assertThat(Run.of("validate", "--config", config).err()).contains("there is no Secret \"token\"");
        assertThat(Run.of("validate", "--config", config, "--token-file", "flux-system/token=" + token)
                        .exitCode())
                .isZero();
    }
}
