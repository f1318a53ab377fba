package io.commitstatus.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commitstatus.internal.http.Redaction;
import io.commitstatus.internal.http.TransportCheck;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.SecretValues;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

class SecretFuzzTest {
    private static final NamespacedName NAME = new NamespacedName("a", "s");
    private static final Provider PROVIDER =
            Provider.builder("a/p").type("github").build();

    @FuzzTest(maxDuration = "8h")
    void tls(FuzzedDataProvider data) {
        byte[] ca = data.consumeBytes(data.remainingBytes() / 3);
        byte[] certificate = data.consumeBytes(data.remainingBytes() / 2);
        Secret secret = Secret.ofBytes(
                NAME, Map.of("ca.crt", ca, "tls.crt", certificate, "tls.key", data.consumeRemainingAsBytes()));
        Oracle.of(ca.length + certificate.length, () -> TransportCheck.tls(null, secret))
                .ifPresent(Oracle::printable);
        Oracle.of(ca.length + certificate.length, () -> TransportCheck.tls(secret, null))
                .ifPresent(Oracle::printable);
    }

    @FuzzTest(maxDuration = "8h")
    void proxy(FuzzedDataProvider data) {
        String before = data.consumeString(100);
        String address = before + "http://u:" + Oracle.SECRET + "@" + data.consumeRemainingAsString();
        Secret secret = Secret.of(NAME, Map.of("address", address, "proxy", address));
        Provider provider = PROVIDER.toBuilder().proxy(address).build();
        Oracle.of(address.length(), () -> TransportCheck.proxy(PROVIDER, null, secret))
                .ifPresent(Oracle::printable);
        TransportCheck.proxy(PROVIDER, secret, null).ifPresent(Oracle::printable);
        TransportCheck.proxy(provider, null, null).ifPresent(Oracle::printable);
        assertThat(Redaction.of(provider, Set.of(), secret).apply(address)).doesNotContain(Oracle.SECRET);
    }

    @FuzzTest(maxDuration = "8h")
    void token(byte[] data) {
        Secret secret = Secret.ofBytes(NAME, Map.of("token", data));
        try {
            SecretValues.token(secret, "token")
                    .ifPresent(it -> assertThat(it.chars()).allMatch(c -> c > ' ' && c < 0x7f));
        } catch (InvalidFieldException e) {
            Oracle.printable(String.valueOf(e.getMessage()));
        }
    }

    @FuzzTest(maxDuration = "8h")
    void redaction(FuzzedDataProvider data) {
        String value = data.consumeString(data.consumeInt(0, 200)).strip();
        String before = data.consumeString(1000);
        String after = data.consumeRemainingAsString();
        if (value.length() < 4 || value.contains("*")) {
            return;
        }
        Redaction redaction = Redaction.of(value);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        for (String form :
                List.of(value, ApiRequest.encode(value), Base64.getEncoder().encodeToString(utf8))) {
            String masked = Oracle.of(before.length() + after.length(), () -> redaction.apply(before + form + after));
            assertThat(masked).doesNotContain(form);
        }
    }
}
