package io.commitstatus.internal.http;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Map;

/**
 * A process whose security providers are not the usual ones, as in FIPS mode: another type of key store, none of PKCS#12, no
 * SunJCE, another order. Makes what TLS and tokens need of the files that it is given.
 */
final class OtherProviders {
    private OtherProviders() {}

    public static void main(String[] files) throws Exception {
        Security.setProperty("keystore.type", "jks");
        Security.removeProvider("SunJCE");
        for (Provider provider : Security.getProviders()) {
            provider.remove("KeyStore.PKCS12");
            Security.removeProvider(provider.getName());
            Security.insertProviderAt(provider, 1);
        }
        String certificate = Files.readString(Path.of(files[0]));
        String key = Files.readString(Path.of(files[1]));
        Secret secret = Secret.of(
                new NamespacedName("flux-system", "tls"),
                Map.of("ca.crt", certificate, "tls.crt", certificate, "tls.key", key));
        TlsFiles.of(null, secret).orElseThrow().context();
        for (SigningKey.Algorithm algorithm : SigningKey.Algorithm.values()) {
            SigningKey.of(secret, "tls.key").sign(algorithm, Map.of(), Map.of("iss", "it"));
        }
        System.out.write("made\n".getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
