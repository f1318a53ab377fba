package io.commitstatus.internal.config.check;

import io.commitstatus.model.Secret;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.Set;

/** What can be wrong with the Secrets for TLS and for the proxy. */
final class SecretFiles {
    private SecretFiles() {}

    /** {@return what is wrong with a Secret that {@code certSecretRef} names} */
    static Optional<String> tlsProblem(Secret secret) {
        Set<String> keys = secret.keys();
        boolean ca = keys.contains("ca.crt") || keys.contains("caFile");
        boolean certificate = keys.contains("tls.crt") || keys.contains("certFile");
        boolean key = keys.contains("tls.key") || keys.contains("keyFile");
        if (certificate != key) {
            return Optional.of(
                    "Secret " + secret.name() + " has only one of \"tls.crt\" and \"tls.key\"; add the other");
        }
        if (!ca && !certificate) {
            return Optional.of("Secret " + secret.name()
                    + " has no TLS files; add the key \"ca.crt\", or \"tls.crt\" and \"tls.key\"");
        }
        String caKey = keys.contains("ca.crt") ? "ca.crt" : "caFile";
        return secret.bytes(caKey)
                .filter(it -> !holdsCertificates(it))
                .map(it -> "Secret " + secret.name() + ": the key \"" + caKey
                        + "\" holds no certificates; write them in PEM");
    }

    /** {@return what is wrong with a Secret that {@code proxySecretRef} names} */
    static Optional<String> proxyProblem(Secret secret) {
        return secret.keys().contains("address")
                ? Optional.empty()
                : Optional.of("Secret " + secret.name() + " has no key \"address\"; add it, as in http://proxy:3128");
    }

    private static boolean holdsCertificates(byte[] pem) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }
}
