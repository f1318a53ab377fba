package io.commitstatus.examples.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates to trust beside the system's, for all of this process that names none of its own. */
final class Trust {
    private Trust() {}

    /**
     * Adds the certificates of a file.
     *
     * @throws IOException when it has none in PEM
     */
    static void add(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int count = 0;
            for (TrustManager it : managers(null)) {
                if (it instanceof X509TrustManager system) {
                    for (X509Certificate certificate : system.getAcceptedIssuers()) {
                        all.setCertificateEntry("system-" + count++, certificate);
                    }
                }
            }
            Collection<? extends Certificate> added =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (added.isEmpty()) {
                throw new CertificateException("it is empty");
            }
            for (Certificate it : added) {
                all.setCertificateEntry("added-" + count++, it);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all), null);
            SSLContext.setDefault(context);
        } catch (GeneralSecurityException e) {
            throw new IOException("--ca-file: " + file + " holds no certificates in PEM: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
