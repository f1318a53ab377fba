package io.commitstatus.azuredevops;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.ExpiryWatch;
import io.commitstatus.spi.http.SecretValues;
import io.commitstatus.spi.http.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The ways in which an application proves itself to Entra. */
final class Proofs {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    /** Of federated credentials in Entra. */
    private static final String AUDIENCE = "api://AzureADTokenExchange";

    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Duration ASSERTION_LIFE = Duration.ofMinutes(10);
    /** More than any token has. */
    private static final int LONGEST_FILE = 64 * 1024;

    private Proofs() {}

    static EntraTokens.Proof secret(String value) {
        return new ClientSecret(value);
    }

    /**
     * A certificate and its private key, both as PEM.
     *
     * @param expiry hears when the certificate ends
     *
     * @throws InvalidFieldException when one of them is missing or unusable
     */
    static EntraTokens.Proof certificate(Secret secret, String key, Clock clock, ExpiryWatch expiry) {
        SigningKey signing = SigningKey.of(secret, key);
        String pem = SecretValues.text(secret, key).orElseThrow().replace("\\n", "\n");
        int begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
        try {
            if (begin < 0) {
                throw new GeneralSecurityException("no certificate");
            }
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(pem.substring(begin).getBytes(StandardCharsets.US_ASCII)));
            if (!signing.fits(certificate.getPublicKey())) {
                throw new InvalidFieldException(
                        key,
                        "the key and the certificate in \"" + key + "\" of Secret " + secret.name()
                                + " do not belong together; store the certificate that was made for the key, first of"
                                + " its chain");
            }
            expiry.ends(certificate.getNotAfter().toInstant());
            return new Certificate(signing, thumbprint(certificate), clock);
        } catch (GeneralSecurityException e) {
            throw new InvalidFieldException(
                    key,
                    "\"" + key + "\" in Secret " + secret.name()
                            + " has no valid certificate beside the key; store both in it as PEM");
        }
    }

    private static String thumbprint(X509Certificate certificate) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** A file that is read each time, since the kubelet replaces it. */
    static EntraTokens.Proof file(Path file) {
        return new FederatedFile(file);
    }

    /** Asks whoever may ask Kubernetes for a token of a service account. */
    static EntraTokens.Proof serviceAccount(NamespacedName account, ServiceAccountTokens tokens) {
        return new ServiceAccount(account, tokens);
    }

    private static Map<String, String> assertion(String jwt) {
        return Map.of("client_assertion_type", ASSERTION_TYPE, "client_assertion", jwt);
    }

    private record ClientSecret(String value) implements EntraTokens.Proof {
        @Override
        public Object identity() {
            return value;
        }

        @Override
        public String words() {
            return "client secret";
        }

        @Override
        public Map<String, String> fields(String client, String endpoint) {
            return Map.of("client_secret", value);
        }

        /** Without it. */
        @Override
        public String toString() {
            return words();
        }
    }

    /** In the form that Microsoft describes: signed with PSS, and the certificate named by its SHA-256. */
    private record Certificate(SigningKey key, String thumbprint, Clock clock) implements EntraTokens.Proof {
        @Override
        public Object identity() {
            return List.of(key.fingerprint(), thumbprint);
        }

        @Override
        public String words() {
            return "client certificate";
        }

        @Override
        public Map<String, String> fields(String client, String endpoint) {
            Instant now = clock.instant();
            return assertion(key.sign(
                    SigningKey.Algorithm.PS256,
                    Map.of("x5t#S256", thumbprint),
                    Map.of(
                            "aud",
                            endpoint,
                            "iss",
                            client,
                            "sub",
                            client,
                            "jti",
                            UUID.randomUUID().toString(),
                            "iat",
                            now.getEpochSecond(),
                            "nbf",
                            now.minus(SKEW).getEpochSecond(),
                            "exp",
                            now.plus(ASSERTION_LIFE).getEpochSecond())));
        }
    }

    private record FederatedFile(Path file) implements EntraTokens.Proof {
        @Override
        public Object identity() {
            return file;
        }

        @Override
        public String words() {
            return "workload identity";
        }

        @Override
        public Map<String, String> fields(String client, String endpoint) throws IOException {
            try {
                if (Files.size(file) <= LONGEST_FILE) {
                    return assertion(Files.readString(file).strip());
                }
            } catch (IOException e) {
                throw new IOException("the federated token cannot be read from " + file + ": "
                        + e.getClass().getSimpleName());
            }
            throw new IOException("the file " + file + " is longer than any federated token");
        }
    }

    private record ServiceAccount(NamespacedName account, ServiceAccountTokens tokens) implements EntraTokens.Proof {
        @Override
        public Object identity() {
            return account;
        }

        @Override
        public String words() {
            return "service account " + account;
        }

        @Override
        public Map<String, String> fields(String client, String endpoint) throws IOException, InterruptedException {
            return assertion(tokens.token(account, AUDIENCE));
        }
    }
}
