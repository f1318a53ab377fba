package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.PROVIDER;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The big Git hosts speak HTTP/2: many requests at a time on one connection. */
class Http2Test {
    private static final int STATUSES = 100;
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final NamespacedName CA = NamespacedName.parse("flux-system/ca");

    @TempDir
    Path folder;

    @Test
    void statusesShareAConnection() throws Exception {
        KeyStore store = keyStore();
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(context(store).getSocketFactory());
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    // Some answers take several frames.
                    boolean isLong = server.getRequestCount() % 10 == 0;
                    return new MockResponse.Builder()
                            .code(201)
                            .body("{\"padding\":\"" + "x".repeat(isLong ? 200_000 : 10) + "\"}")
                            .build();
                }
            });
            server.start(InetAddress.getLoopbackAddress(), 0);
            try (CommitStatusRouter router = router(server, store)) {
                List<Receipt> receipts = new ArrayList<>();
                for (int i = 1; i <= STATUSES; i++) {
                    receipts.add(router.submit(PROVIDER.toString(), status(i, "k", CommitState.SUCCESS, "x")));
                }
                for (Receipt receipt : receipts) {
                    assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
                }
            }
            assertThat(server.getRequestCount()).isEqualTo(STATUSES);
            for (int i = 0; i < STATUSES; i++) {
                RecordedRequest request = server.takeRequest();
                assertThat(request.getVersion()).isEqualTo("HTTP/2");
                assertThat(request.getConnectionIndex()).isLessThan(4);
            }
        }
    }

    private static CommitStatusRouter router(MockWebServer server, KeyStore store) throws Exception {
        Provider provider = Provider.builder(PROVIDER.toString())
                .type("host")
                .address("https://127.0.0.1:" + server.getPort() + "/" + Fixture.REPOSITORY)
                .secretRef("token")
                .certSecretRef("ca")
                .timeout(Duration.ofSeconds(60))
                .build();
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(store.getCertificate("it").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        Map<NamespacedName, Secret> secrets = Map.of(
                Fixture.TOKEN,
                Secret.of(Fixture.TOKEN, Map.of("token", "a-token")),
                CA,
                Secret.of(CA, Map.of("ca.crt", pem)));
        return CommitStatusRouter.builder(Fixture.configuration(provider))
                .secrets(name -> Optional.ofNullable(secrets.get(name)))
                .publisher(new HostPublisher())
                .build();
    }

    private KeyStore keyStore() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=host",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static SSLContext context(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
