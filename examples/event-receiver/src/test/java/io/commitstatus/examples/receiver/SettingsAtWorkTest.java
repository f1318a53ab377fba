package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.alert;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.github.StandInGitHub;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each setting changes. */
class SettingsAtWorkTest {
    private static final String EVENT = event("apps", COMMIT, "Applied revision");
    private static final String UPDATE = EVENT.replace(
            "\"metadata\": {", "\"metadata\": {\"kustomize.toolkit.fluxcd.io/commit_status\": \"update\", ");

    @TempDir
    Path dir;

    private static ShownStatus marked(Fixture it) throws Exception {
        Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
        return it.shown(COMMIT, "apps").orElseThrow();
    }

    @Test
    void theGateOfFluxLetsLessThrough() throws Exception {
        try (Fixture it = Fixture.start(dir, "--gate=flux")) {
            it.post("/", EVENT);
            assertThat(it.shows("commitstatus_skipped_total{reason=\"gate\"} 1.0"))
                    .isTrue();
            it.post("/", UPDATE);
            marked(it);
        }
    }

    @Test
    void aDescriptionIsTheReasonWhereOneLikes() throws Exception {
        try (Fixture it = Fixture.start(dir, "--description=reason")) {
            it.post("/", EVENT);
            assertThat(marked(it).description()).isEqualTo("reconciliation succeeded");
        }
    }

    @Test
    void progressIsPendingWhereOneLikes() throws Exception {
        try (Fixture it = Fixture.start(dir, "--report-progress")) {
            it.post("/", EVENT.replace("ReconciliationSucceeded", "Progressing"));
            assertThat(marked(it).state()).isEqualTo("pending");
        }
    }

    @Test
    void otherNamespacesAreSeenUnlessForbidden() throws Exception {
        String elsewhere = EVENT.replace("\"namespace\": \"flux-system\"", "\"namespace\": \"shop\"");
        for (boolean forbidden : new boolean[] {false, true}) {
            Path own = Files.createDirectory(dir.resolve("forbidden-" + forbidden));
            try (StandInGitHub github = StandInGitHub.start()) {
                Fixture.write(own, github);
                Files.writeString(
                        own.resolve("config/alert.yaml"),
                        alert("github")
                                .replace("name: github,", "name: shop,")
                                .replace("name: '*'", "name: '*', namespace: shop"));
                try (Fixture it = Fixture.bare(own, github, 1000, "--no-cross-namespace-refs=" + forbidden)) {
                    it.post("/", elsewhere);
                    assertThat(it.shows("commitstatus_skipped_total{reason=\"filtered\"} 1.0"))
                            .isEqualTo(forbidden);
                    assertThat(it.shows("commitstatus_accepted_total{type=\"github\"} 1.0"))
                            .isEqualTo(!forbidden);
                }
            }
        }
    }

    @Test
    void theGitHostIsAskedFirstWhereOneLikes() throws Exception {
        try (Fixture it = Fixture.start(dir, "--check-before-posting")) {
            it.post("/", EVENT);
            marked(it);
            assertThat(it.github.forge().requests())
                    .extracting(request -> request.method())
                    .containsExactly("GET", "POST");
        }
    }

    @Test
    void aPaceIsKept() throws Exception {
        try (Fixture it = Fixture.start(dir, "--rate-limit=github=1/1h")) {
            it.post("/", EVENT);
            marked(it);
            it.post("/", event("infra", COMMIT, "m"));
            assertThat(it.shows("commitstatus_waiting 1.0")).isTrue();
            assertThat(it.github.forge().requestCount()).isEqualTo(1);
        }
    }

    @Test
    void credentialsTravelOverPlainHttpOnlyWhereOneLikes() throws Exception {
        try (Fixture it = Fixture.start(dir, "--allow-plain-http=false")) {
            assertThat(it.post("/", EVENT).statusCode()).isEqualTo(503);
            assertThat(it.get("/").body()).contains("https");
            assertThat(it.github.forge().requestCount()).isZero();
        }
    }

    @Test
    void theEnvironmentsProxyIsUsed() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            Path provider = dir.resolve("config/github.yaml");
            Files.writeString(
                    provider,
                    Files.readString(provider).replace(github.apiUrl().toString(), "http://github.example.com"));
            Map<String, String> environment = Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());
            try (Fixture it = Fixture.within(dir, github, environment)) {
                it.post("/", EVENT);

                try (Socket asked = proxy.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(asked.getInputStream(), StandardCharsets.US_ASCII))) {
                    assertThat(in.readLine()).startsWith("POST http://github.example.com/repos/org/repo/statuses/");
                }
            }
        }
    }
}
