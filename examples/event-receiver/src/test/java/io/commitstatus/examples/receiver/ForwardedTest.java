package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that Flux's notification-controller passes on. */
class ForwardedTest {
    private static final String KEY = "a-key";
    /** Metadata as they are forwarded: combined, with bare keys. */
    private static final String EVENT = """
            {"involvedObject": {"kind": "Kustomization", "namespace": "flux-system", "name": "apps"},
             "severity": "error", "reason": "BuildFailed", "message": "build failed",
             "timestamp": "2026-01-01T00:00:00Z", "metadata": {"revision": "main@sha1:%s"}}""".formatted(COMMIT);

    @TempDir
    Path dir;

    private Fixture signed() throws Exception {
        Files.writeString(dir.resolve("key"), KEY);
        return Fixture.start(dir, "--forwarded-key-file=" + dir.resolve("key"));
    }

    private static String hmac(String algorithm, String key) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
        return HexFormat.of().formatHex(mac.doFinal(EVENT.getBytes(StandardCharsets.UTF_8)));
    }

    private static int post(Fixture it, String... headers) throws Exception {
        return it.post("/forwarded", EVENT, headers).statusCode();
    }

    @Test
    void aSignedEventMarksTheCommit() throws Exception {
        try (Fixture it = signed()) {
            assertThat(post(it, "X-Signature", "sha256=" + hmac("HmacSHA256", KEY)))
                    .isEqualTo(202);
            Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
            assertThat(it.shown(COMMIT, "apps"))
                    .hasValueSatisfying(shown -> assertThat(shown.state()).isEqualTo("failure"));
            assertThat(post(it, "X-Signature", "sha512=" + hmac("HmacSHA512", KEY)))
                    .isEqualTo(202);
        }
    }

    @Test
    void anEventWithoutAGoodSignatureIsRefused() throws Exception {
        try (Fixture it = signed()) {
            assertThat(post(it)).isEqualTo(401);
            assertThat(post(it, "X-Signature", hmac("HmacSHA256", KEY))).isEqualTo(401);
            assertThat(post(it, "X-Signature", "md5=" + hmac("HmacMD5", KEY))).isEqualTo(401);
            assertThat(post(it, "X-Signature", "sha256=" + hmac("HmacSHA256", "another")))
                    .isEqualTo(403);
            assertThat(post(it, "X-Signature", "sha256=")).isEqualTo(403);
            assertThat(post(it, "X-Signature", "sha256=hex")).isEqualTo(403);
            assertThat(it.github.forge().requestCount()).isZero();
        }
    }

    @Test
    void aKeyThatIsNotThereLetsNobodyIn() throws Exception {
        try (Fixture it = signed()) {
            Files.writeString(dir.resolve("key"), "");
            assertThat(post(it, "X-Signature", "sha256=" + hmac("HmacSHA256", KEY)))
                    .isEqualTo(503);
            Files.delete(dir.resolve("key"));
            assertThat(post(it, "X-Signature", "sha256=" + hmac("HmacSHA256", KEY)))
                    .isEqualTo(503);
        }
    }

    @Test
    void withoutAKeyUnsignedEventsAreTaken() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            assertThat(post(it)).isEqualTo(202);
            Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
        }
    }
}
