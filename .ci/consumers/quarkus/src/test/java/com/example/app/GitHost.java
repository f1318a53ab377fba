package com.example.app;

import io.commitstatus.testing.github.StandInGitHub;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Git host, and the application's files. */
public class GitHost implements QuarkusTestResourceLifecycleManager {
    private StandInGitHub github;

    @Override
    public Map<String, String> start() {
        github = StandInGitHub.start();
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "statuses");
            Path token = Files.createDirectories(folder.resolve("secrets/team/github"));
            Files.writeString(token.resolve("token"), "a-token");
            Files.writeString(folder.resolve("provider.yaml"), """
                    apiVersion: notification.toolkit.fluxcd.io/v1beta3
                    kind: Provider
                    metadata:
                      name: app
                      namespace: team
                      annotations:
                        commitstatus.io/api-url: %s
                    spec:
                      type: github
                      address: %s/org/app
                      secretRef:
                        name: github
                    """.formatted(github.apiUrl(), github.url()));
            return Map.of(
                    "statuses.folder", folder.toString(),
                    "statuses.secrets", folder.resolve("secrets").toString(),
                    "statuses.file", folder.resolve("statuses.sqlite").toString(),
                    "statuses.plain-http", "true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(github, new TestInjector.MatchesType(StandInGitHub.class));
    }

    @Override
    public void stop() {
        github.close();
    }
}
