package io.commitstatus.internal.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be told of TLS files and proxies without a network, by what uses them later. */
public final class TransportCheck {
    private TransportCheck() {}

    /**
     * {@return what is wrong with TLS files}
     *
     * @param credentials the Secret of {@code spec.secretRef}; its files count when there is no other
     * @param certificates the Secret of {@code spec.certSecretRef}
     */
    public static Optional<String> tls(@Nullable Secret credentials, @Nullable Secret certificates) {
        try {
            TlsFiles.of(credentials, certificates).ifPresent(TlsFiles::context);
            return Optional.empty();
        } catch (InvalidFieldException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * {@return what is wrong with the proxy}
     *
     * @param credentials the Secret of {@code spec.secretRef}; its proxy counts when there is no other Secret
     * @param proxy the Secret of {@code spec.proxySecretRef}
     */
    public static Optional<String> proxy(Provider provider, @Nullable Secret credentials, @Nullable Secret proxy) {
        try {
            ProxySettings.of(provider, credentials, proxy);
            return Optional.empty();
        } catch (InvalidFieldException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
