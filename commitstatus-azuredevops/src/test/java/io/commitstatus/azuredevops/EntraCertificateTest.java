package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that proves itself to Entra by a certificate. */
class EntraCertificateTest {
    private static final String ADDRESS = "https://dev.azure.com/org/project/_git/repo";
    private static TestCertificate it;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        it = TestCertificate.make(folder);
    }

    @Test
    void theAssertionIsSignedByTheKeyAndNamesTheCertificate() throws Exception {
        for (String pem : List.of(
                it.pkcs8() + it.pem(),
                it.pem() + it.pkcs1(),
                (it.pkcs8() + it.pem()).replace("\n", "\r\n"),
                (it.pkcs8() + it.pem()).replace("\n", "\\n"))) {
            ApiRequest request = minting(pem);
            assertThat(request.uri()).hasToString("https://login.microsoftonline.com/the-tenant/oauth2/v2.0/token");
            assertThat(request.form().orElseThrow())
                    .containsEntry("client_id", "the-app")
                    .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                    .doesNotContainKey("client_secret");
            String[] parts = String.valueOf(request.form().orElseThrow().get("client_assertion"))
                    .split("\\.", -1);
            assertThat(decode(parts[0]))
                    .isEqualTo("{\"alg\":\"PS256\",\"typ\":\"JWT\",\"x5t#S256\":\"" + thumbprint() + "\"}");
            assertThat(isSigned(parts)).isTrue();
            long now = AzureDevOps.NOW.getEpochSecond();
            assertThat(decode(parts[1]))
                    .contains(
                            "\"aud\":\"" + request.uri() + "\"",
                            "\"iss\":\"the-app\"",
                            "\"sub\":\"the-app\"",
                            "\"jti\":\"",
                            "\"iat\":" + now,
                            "\"nbf\":" + (now - 60),
                            "\"exp\":" + (now + 600));
        }
    }

    @Test
    void noTwoAssertionsAreTheSame() throws Exception {
        String pem = it.pkcs8() + it.pem();
        assertThat(minting(pem).form()).isNotEqualTo(minting(pem).form());
    }

    @Test
    void whatCannotWorkIsRefusedAtOnce() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        TestCertificate another =
                new TestCertificate(generator.generateKeyPair().getPrivate(), it.certificate());
        generator.initialize(1024);
        TestCertificate weak = new TestCertificate(generator.generateKeyPair().getPrivate(), it.certificate());
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        TestCertificate ofCurve = new TestCertificate(curve.generateKeyPair().getPrivate(), it.certificate());

        refused(it.pem(), "does not contain a usable private key");
        refused(it.pkcs8(), "has no valid certificate beside the key");
        refused(it.pkcs8() + it.pem().substring(0, 200), "has no valid certificate beside the key");
        refused(another.pkcs8() + it.pem(), "do not belong together");
        refused(weak.pkcs8() + it.pem(), "has 1024 bits");
        refused(ofCurve.pkcs8() + it.pem(), "store an RSA key");
    }

    private static void refused(String pem, String why) {
        String told = Cell.of(() -> minting(pem));
        assertThat(told).startsWith("clientCertificate: ").contains(why).doesNotContain(pem.substring(60, 100));
    }

    private static ApiRequest minting(String pem) throws Exception {
        ScriptedApi api = new ScriptedApi(AzureDevOps.clock())
                .then(200, "{\"access_token\":\"minted\",\"expires_in\":3599}")
                .then(201, "{}");
        Map<String, String> secret = Map.of("tenantId", "the-tenant", "clientId", "the-app", "clientCertificate", pem);
        assertThat(AzureDevOps.open(AzureDevOps.provider(ADDRESS), secret, api).publish(AzureDevOps.status()))
                .isInstanceOf(PublishResult.Published.class);
        assertThat(api.requests().get(1).headers()).containsEntry("Authorization", "Bearer minted");
        return api.requests().get(0);
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String thumbprint() throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(it.certificate().getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static boolean isSigned(String[] parts) throws Exception {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        signature.initVerify(it.certificate());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }
}
