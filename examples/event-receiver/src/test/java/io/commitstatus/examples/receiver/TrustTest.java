package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.commitstatus.testing.github.StandInGitHub;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates beside the system's. */
class TrustTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final CountDownLatch asked = new CountDownLatch(1);

    @TempDir
    Path dir;

    @Test
    void aGitHostWithACertificateOfTheFileIsTrusted() throws Exception {
        KeyStore store = made();
        Path file = Files.writeString(
                dir.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(store.getCertificate("it").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        SSLContext before = SSLContext.getDefault();
        HttpsServer host = start(store);
        try (StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            Path provider = dir.resolve("config/github.yaml");
            Files.writeString(
                    provider,
                    Files.readString(provider)
                            .replace(
                                    github.apiUrl().toString(),
                                    "https://127.0.0.1:" + host.getAddress().getPort()));
            Trust.add(file);
            try (Fixture it = Fixture.bare(dir, github, 1000)) {
                it.post("/", event("apps", COMMIT, "m"));

                assertThat(asked.await(Fixture.SOON.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
        } finally {
            SSLContext.setDefault(before);
            host.stop(0);
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws Exception {
        for (String content : new String[] {"", "not a certificate"}) {
            Path file = Files.writeString(dir.resolve("ca.pem"), content);
            assertThatThrownBy(() -> Trust.add(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("--ca-file: " + file + " holds no certificates in PEM");
        }
    }

    private KeyStore made() throws Exception {
        Path file = dir.resolve("it.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=it",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private HttpsServer start(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
        asked.countDown();
    }
}
