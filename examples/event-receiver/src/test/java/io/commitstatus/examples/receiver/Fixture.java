package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.http.Limits;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.github.StandInGitHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A receiver on a free port, with a directory of its own and a stand-in GitHub. */
final class Fixture implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);
    static final String REPOSITORY = "org/repo";
    static final String COMMIT = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";
    /** As of a heap of 128 MiB, but for the time. */
    static final Limits LIMITS = new Limits(2048, 8 * 1024 * 1024, Duration.ofSeconds(30));

    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(SOON)
            .build();

    final StandInGitHub github;
    final Path config;
    final Path secrets;
    final Receiver receiver;

    private Fixture(Path dir, StandInGitHub github, Store store, List<String> options) throws IOException {
        this(dir, github, store, LIMITS, options, Map.of());
    }

    private Fixture(
            Path dir,
            StandInGitHub github,
            Store store,
            Limits limits,
            List<String> options,
            Map<String, String> environment)
            throws IOException {
        this.github = github;
        this.config = dir.resolve("config");
        this.secrets = dir.resolve("secrets");
        Settings settings = Settings.of(arguments(dir, options), environment);
        receiver = Receiver.start(settings, limits, store, Sources.of(settings), environment);
    }

    /** With the usual configuration and an outbox in memory. */
    static Fixture start(Path dir, String... options) throws IOException {
        return start(dir, 1000, options);
    }

    static Fixture start(Path dir, int maxKeys, String... options) throws IOException {
        StandInGitHub github = StandInGitHub.start();
        write(dir, github);
        return bare(dir, github, maxKeys, options);
    }

    /** With a Provider that has time for a busy machine: a check that was too slow is not repeated for a minute. */
    static Fixture patient(Path dir) throws IOException {
        StandInGitHub github = StandInGitHub.start();
        write(dir, github);
        Path provider = dir.resolve("config/github.yaml");
        Files.writeString(provider, Files.readString(provider).replace("timeout: 1s", "timeout: 30s"));
        return bare(dir, github, 1000);
    }

    /** With whatever stands in the directory. */
    static Fixture bare(Path dir, StandInGitHub github, int maxKeys, String... options) throws IOException {
        return new Fixture(dir, github, memory(maxKeys), List.of(options));
    }

    /** With what stands in the directory, and variables of the environment. */
    static Fixture within(Path dir, StandInGitHub github, Map<String, String> environment) throws IOException {
        return new Fixture(dir, github, memory(1000), LIMITS, List.of(), environment);
    }

    /** With a configuration from elsewhere. */
    static Fixture on(Path dir, StandInGitHub github, Settings settings, Sources sources) throws IOException {
        return new Fixture(dir, github, settings, sources);
    }

    private Fixture(Path dir, StandInGitHub github, Settings settings, Sources sources) throws IOException {
        this.github = github;
        this.config = dir.resolve("config");
        this.secrets = dir.resolve("secrets");
        receiver = Receiver.start(settings, LIMITS, memory(1000), sources, Map.of());
    }

    /** That gives a request two seconds to come. */
    static Fixture hurried(Path dir) throws IOException {
        StandInGitHub github = StandInGitHub.start();
        write(dir, github);
        Limits limits = new Limits(LIMITS.connections(), LIMITS.heldBytes(), Duration.ofSeconds(2));
        return new Fixture(dir, github, memory(1000), limits, List.of(), Map.of());
    }

    /** With the usual configuration, and nothing open but what always is. */
    static Fixture shut(Path dir) throws IOException {
        StandInGitHub github = StandInGitHub.start();
        write(dir, github);
        return new Fixture(dir, github, memory(1000), List.of("--metrics=false", "--page=false"));
    }

    /** With an outbox as the options have it. */
    static Fixture stored(Path dir, String... options) throws IOException {
        StandInGitHub github = StandInGitHub.start();
        write(dir, github);
        Settings settings = Settings.of(arguments(dir, List.of(options)), Map.of());
        return new Fixture(dir, github, Store.open(settings), List.of(options));
    }

    static List<String> arguments(Path dir, List<String> more) {
        List<String> all = new ArrayList<>(List.of(
                "--listen=127.0.0.1:0",
                "--admin-listen=127.0.0.1:0",
                "--metrics",
                "--page",
                "--check-every=0s",
                "--allow-plain-http",
                "--config=" + dir.resolve("config"),
                "--secrets=" + dir.resolve("secrets")));
        all.addAll(more);
        return all;
    }

    private static Store memory(int maxKeys) {
        return new Store(MemoryOutbox.of(maxKeys, Clock.systemUTC()), () -> {});
    }

    static void write(Path dir, StandInGitHub github) throws IOException {
        Path token = dir.resolve("secrets/flux-system/github-token");
        Files.createDirectories(token);
        Files.writeString(token.resolve("token"), "a-token");
        Files.createDirectories(dir.resolve("config"));
        Files.writeString(dir.resolve("config/github.yaml"), provider("github", REPOSITORY, github) + alert("github"));
    }

    static String provider(String name, String repository, StandInGitHub github) {
        return """
                ---
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata:
                  name: %s
                  namespace: flux-system
                  annotations: {commitstatus.io/api-url: '%s', commitstatus.io/key-suffix: test}
                spec:
                  type: github
                  address: https://github.com/%s
                  timeout: 1s
                  secretRef: {name: github-token}
                """.formatted(name, github.apiUrl(), repository);
    }

    static String alert(String provider) {
        return """
                ---
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Alert
                metadata: {name: %1$s, namespace: flux-system}
                spec:
                  providerRef: {name: %1$s}
                  eventSources: [{kind: Kustomization, name: '*'}]
                """.formatted(provider);
    }

    /** An event as Flux's kustomize-controller posts it. */
    static String event(String name, String commit, String message) {
        return """
                {"involvedObject": {"kind": "Kustomization", "namespace": "flux-system", "name": "%s",
                   "apiVersion": "kustomize.toolkit.fluxcd.io/v1"},
                 "severity": "info", "timestamp": "2026-01-01T00:00:00Z", "reason": "ReconciliationSucceeded",
                 "message": "%s", "metadata": {"kustomize.toolkit.fluxcd.io/revision": "main@sha1:%s"},
                 "reportingController": "kustomize-controller"}""".formatted(name, message, commit);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(receiver.adminUrl().resolve(path), headers).GET());
    }

    /** To where the page is. */
    HttpResponse<String> submit(String path, String form, String... headers) throws Exception {
        return send(request(receiver.adminUrl().resolve(path), headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    HttpRequest.Builder request(String path, String... headers) {
        return request(url().resolve(path), headers);
    }

    private static HttpRequest.Builder request(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(SOON);
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    URI url() {
        return receiver.url();
    }

    Optional<ShownStatus> shown(String commit, String name) {
        return github.shown(REPOSITORY, commit, "kustomization/" + name + "/test");
    }

    /** {@return whether this line stands in the metrics} */
    boolean shows(String metric) {
        try {
            return get("/metrics").body().lines().anyMatch(metric::equals);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until something is so, or fails. */
    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        until(what, SOON, condition);
    }

    static void until(String what, Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + atMost + ": " + what);
            }
            never.await(20, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        receiver.close(Duration.ofSeconds(4));
        github.close();
    }
}
