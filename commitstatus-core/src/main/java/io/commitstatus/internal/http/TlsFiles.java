package io.commitstatus.internal.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The TLS files of a Secret: {@code ca.crt}, which replaces the system's roots, and {@code tls.crt} with {@code tls.key};
 * each also under its old name, which the new one beats.
 */
final class TlsFiles {
    private static final char[] NO_PASSWORD = {};

    private final String field;
    private final String secret;
    private final byte @Nullable [] ca;
    private final byte @Nullable [] cert;
    private final byte @Nullable [] key;

    private TlsFiles(String field, Secret secret) {
        this.field = field;
        this.secret = "Secret " + secret.name();
        this.ca = file(secret, "ca.crt", "caFile");
        this.cert = file(secret, "tls.crt", "certFile");
        this.key = file(secret, "tls.key", "keyFile");
    }

    /**
     * As in Flux, the Secret of {@code spec.certSecretRef} decides; without one, the credentials' Secret does where its
     * files are complete.
     */
    static Optional<TlsFiles> of(@Nullable Secret credentials, @Nullable Secret certificates) {
        if (certificates != null) {
            TlsFiles files = new TlsFiles("spec.certSecretRef", certificates);
            if ((files.cert == null) != (files.key == null)) {
                throw new InvalidFieldException(
                        "spec.certSecretRef",
                        "Secret " + certificates.name()
                                + " has only one of \"tls.crt\" and \"tls.key\"; add the other");
            }
            if (!files.complete()) {
                throw new InvalidFieldException(
                        "spec.certSecretRef",
                        "Secret " + certificates.name() + " has no TLS files; it needs ca.crt, or tls.crt and tls.key");
            }
            return Optional.of(files);
        }
        return Optional.ofNullable(credentials)
                .map(it -> new TlsFiles("spec.secretRef", it))
                .filter(TlsFiles::complete);
    }

    private boolean complete() {
        return (cert == null) == (key == null) && (ca != null || cert != null);
    }

    /** Tells files apart without keeping them. */
    String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] file : new byte[][] {ca, cert, key}) {
                byte[] bytes = file == null ? new byte[0] : file;
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = null;
            if (cert != null && key != null) {
                Certificate[] chain = certificates("tls.crt", cert).toArray(Certificate[]::new);
                KeyStore store = empty();
                store.setKeyEntry("client", PrivateKeys.parse(field, secret + ": tls.key", key), NO_PASSWORD, chain);
                keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, NO_PASSWORD);
            }
            TrustManagerFactory trust = null;
            if (ca != null) {
                KeyStore store = empty();
                for (Certificate root : certificates("ca.crt", ca)) {
                    store.setCertificateEntry("ca-" + store.size(), root);
                }
                trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(store);
            }
            context.init(
                    keys == null ? null : keys.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidFieldException(
                    field,
                    secret + ": the TLS files do not fit together; give the certificate that belongs to the key");
        }
    }

    private List<? extends Certificate> certificates(String name, byte[] pem) {
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (!found.isEmpty()) {
                return List.copyOf(found);
            }
        } catch (GeneralSecurityException e) {
            // Its message may quote the file.
        }
        throw new InvalidFieldException(
                field, secret + ": " + name + " holds no certificate; store it as PEM, BEGIN CERTIFICATE");
    }

    /** Of the platform's own type: a FIPS provider has no PKCS12. */
    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static byte @Nullable [] file(Secret secret, String name, String oldName) {
        return secret.bytes(name).or(() -> secret.bytes(oldName)).orElse(null);
    }
}
