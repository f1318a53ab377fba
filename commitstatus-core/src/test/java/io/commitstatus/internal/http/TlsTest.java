package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.ApiRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final Provider PROVIDER =
            Provider.builder("flux-system/forge").type("github").build();

    @TempDir
    static Path folder;

    private static Certificates server;
    private static Certificates rsa;
    private static Certificates ec;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = Certificates.make(folder, "server", "EC");
        rsa = Certificates.make(folder, "rsa", "RSA");
        ec = Certificates.make(folder, "ec", "EC");
    }

    @Test
    void aPrivateCaIsTrusted() throws Exception {
        try (RawServer forge = serving(rsa, false)) {
            assertThat(get(forge, secret(Map.of("ca.crt", server.certificatePem())), null))
                    .isEqualTo(200);
            assertThat(get(forge, secret(Map.of("caFile", server.certificatePem())), null))
                    .isEqualTo(200);
        }
    }

    @Test
    void theFilesMayStandWithTheCredentials() throws Exception {
        Secret credentials = secret(Map.of("token", "t", "ca.crt", server.certificatePem(), "tls.crt", "incomplete"));
        try (RawServer forge = serving(rsa, false)) {
            assertThatThrownBy(() -> get(forge, null, credentials))
                    .as("an incomplete set there counts for nothing")
                    .isInstanceOf(IOException.class);
            assertThat(get(forge, null, secret(Map.of("token", "t", "ca.crt", server.certificatePem()))))
                    .isEqualTo(200);
        }
    }

    @Test
    void anUnknownCaIsExplained() throws Exception {
        try (RawServer forge = serving(rsa, false)) {
            assertThatThrownBy(() -> get(forge, null, null))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no TLS with 127.0.0.1")
                    .hasMessageContaining("ca.crt");
            assertThatThrownBy(() -> get(forge, secret(Map.of("ca.crt", rsa.certificatePem())), null))
                    .as("another CA does not help")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientKeyIsPresented() throws Exception {
        for (String key : List.of(rsa.pkcs8Pem(), rsa.pkcs1Pem())) {
            try (RawServer forge = serving(rsa, true)) {
                assertThat(get(forge, clientSecret(rsa, key), null)).isEqualTo(200);
            }
        }
        try (RawServer forge = serving(ec, true)) {
            assertThat(get(forge, clientSecret(ec, ec.pkcs8Pem()), null)).isEqualTo(200);
        }
    }

    /** It may ask whether a certificate was revoked; whatever else is to be done takes no time. */
    @Test
    void onlyAHandshakeLeavesTheThreadThatServesAllRequests() throws Exception {
        List<Runnable> handedOver = new CopyOnWriteArrayList<>();
        ExecutorService pool = HttpThreads.pool();
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TlsFiles.of(null, secret(Map.of("ca.crt", server.certificatePem())))
                        .orElseThrow()
                        .context())
                .executor(HttpThreads.inPlace(task -> {
                    handedOver.add(task);
                    pool.execute(task);
                }))
                .build();
        try (RawServer forge = serving(rsa, false)) {
            HttpRequest request = HttpRequest.newBuilder(forge.uri("")).build();
            client.send(request, BodyHandlers.discarding());
            int handshake = handedOver.size();
            client.send(request, BodyHandlers.discarding());
            assertThat(handshake).isPositive();
            assertThat(handedOver).hasSize(handshake);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aStepThatThrowsEndsNoThread() {
        assertThatCode(() -> HttpThreads.inPlace(Runnable::run).execute(() -> {
                    throw new IllegalStateException("a bug of the JDK's");
                }))
                .doesNotThrowAnyException();
    }

    /** As on a JDK in FIPS mode, which has no key store of PKCS#12. */
    @Test
    void noSecurityProviderAndNoKeyStoreIsPresumed() throws Exception {
        Path certificate = Files.writeString(folder.resolve("other.crt"), rsa.certificatePem());
        Path key = Files.writeString(folder.resolve("other.key"), rsa.pkcs8Pem());
        Path log = folder.resolve("other.log");
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        OtherProviders.class.getName(),
                        certificate.toString(),
                        key.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log)).isEqualTo("made\n");
    }

    @Test
    void aMissingClientKeyIsAnIoException() throws Exception {
        try (RawServer forge = serving(rsa, true)) {
            assertThatThrownBy(() -> get(forge, secret(Map.of("ca.crt", server.certificatePem())), null))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void unusableFilesNameTheFileAndShowNothingOfIt() throws Exception {
        String certificate = rsa.certificatePem();
        Map<Map<String, String>, String> wrong = Map.of(
                Map.of(), "needs ca.crt",
                Map.of("tls.crt", certificate), "tls.key",
                Map.of("ca.crt", "squeamish"), "ca.crt holds no certificate",
                Map.of("tls.crt", certificate, "tls.key", "squeamish"), "tls.key does not contain a usable private key",
                Map.of(
                                "tls.crt",
                                certificate,
                                "tls.key",
                                "-----BEGIN PRIVATE KEY-----\nc3F1ZWFtaXNo\n-----END PRIVATE KEY-----"),
                        "tls.key does not contain a usable private key",
                Map.of(
                                "tls.crt",
                                certificate,
                                "tls.key",
                                "-----BEGIN EC PRIVATE KEY-----\nc3F1ZWFtaXNo\n-----END EC PRIVATE KEY-----"),
                        "openssl pkcs8");
        wrong.forEach((files, message) -> assertThatThrownBy(
                        () -> new HttpClients().forProvider(PROVIDER, null, secret(files), null))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        it -> assertThat(it.field()).isEqualTo("spec.certSecretRef"))
                .hasNoCause()
                .hasMessageContaining(message)
                .hasMessageNotContaining("squeamish"));
    }

    @Test
    void clientsAreToldApartByTheirFiles() throws Exception {
        HttpClients clients = new HttpClients();
        Secret one = secret(Map.of("ca.crt", rsa.certificatePem()));
        Secret same = secret(Map.of("ca.crt", rsa.certificatePem(), "other", "x"));
        Secret two = secret(Map.of("ca.crt", ec.certificatePem()));

        assertThat(clients.forProvider(PROVIDER, null, one, null))
                .isSameAs(clients.forProvider(PROVIDER, null, same, null))
                .isNotSameAs(clients.forProvider(PROVIDER, null, two, null))
                .isNotSameAs(clients.forProvider(PROVIDER, null, null, null));
    }

    private static Secret clientSecret(Certificates client, String key) throws Exception {
        return secret(Map.of(
                "ca.crt", server.certificatePem(),
                "tls.crt", client.certificatePem(),
                "tls.key", key));
    }

    private static RawServer serving(Certificates trusted, boolean clientKey) throws Exception {
        return new RawServer(
                "https",
                socket -> ((SSLServerSocket) socket).setNeedClientAuth(clientKey),
                server.serving(trusted).getServerSocketFactory(),
                RawServer.answering("200 OK", Map.of(), "{}"));
    }

    private static int get(RawServer forge, @Nullable Secret cert, @Nullable Secret credentials) throws Exception {
        return new HttpClients()
                .forProvider(PROVIDER, credentials, cert, null)
                .apiClient(forge.uri(""), Duration.ofSeconds(15), false, Redaction.NONE, Clock.systemUTC())
                .send(ApiRequest.get(forge.uri("")).build())
                .status();
    }

    private static Secret secret(Map<String, String> values) {
        return Secret.of(new NamespacedName("flux-system", "tls"), values);
    }
}
