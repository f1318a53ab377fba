package io.commitstatus.examples.cli;

import io.commitstatus.testing.github.StandInGitHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the tests. */
final class Given {
    static final String COMMIT = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";
    static final String REPOSITORY = "my-gh-org/my-gh-repo";
    static final Path QUICK_START = Path.of("../quickstart/src/main/resources");

    private Given() {}

    static String file(Path directory, String name, String content) {
        try {
            Path file = directory.resolve(name);
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.writeString(file, content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Provider {@code status}, of an installation without limits of its own, with its Secret's name, and an Alert of the same name on every Kustomization. */
    static String configuration(String apiUrl) {
        return """
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata:
                  name: status
                  namespace: flux-system
                  annotations:
                    commitstatus.io/api-url: %s
                    commitstatus.io/key-suffix: test
                spec:
                  type: github
                  address: https://ghe.example.com/my-gh-org/my-gh-repo
                  secretRef:
                    name: token
                ---
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Alert
                metadata:
                  name: status
                  namespace: flux-system
                spec:
                  providerRef:
                    name: status
                  eventSources:
                    - kind: Kustomization
                      name: '*'
                """.formatted(apiUrl);
    }

    static String configuration(StandInGitHub github) {
        return configuration(github.apiUrl().toString()) + secret("a-good-token");
    }

    static String secret(String token) {
        return """
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: token
                  namespace: flux-system
                stringData:
                  token: %s
                """.formatted(token);
    }

    /** An event of the object on the commit, at so many seconds past noon, on one line. */
    static String event(String name, String commit, int second) {
        return """
                {"involvedObject":{"apiVersion":"kustomize.toolkit.fluxcd.io/v1","kind":"Kustomization",\
                "namespace":"flux-system","name":"%s"},"severity":"info","reason":"ReconciliationSucceeded",\
                "message":"Applied %s","timestamp":"2026-01-31T12:%02d:%02dZ",\
                "metadata":{"kustomize.toolkit.fluxcd.io/revision":"main@sha1:%s"}}""".formatted(name, name, second / 60, second % 60, commit);
    }
}
