package io.commitstatus.internal.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients of one router: one for all Providers that share trust, client key and proxy, since each has threads and
 * connections of its own. Thread-safe.
 */
public final class HttpClients {
    /** Clients of certificates that have been rotated away go when so many others were used since. */
    private static final int MAX_CLIENTS = 32;
    /** A Git host that is there accepts a connection at once; one that is not must not use up an exchange's time. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Map<Key, Transport> transports = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Transport> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    private final BodyWatch watch = new BodyWatch();
    private final ExecutorService threads = HttpThreads.pool();

    /** Without clients. */
    public HttpClients() {}

    /**
     * The way that a Provider's requests go.
     *
     * @param credentials the Secret of {@code spec.secretRef}, which may hold TLS files and a proxy, too
     * @param cert the Secret of {@code spec.certSecretRef}
     * @param proxy the Secret of {@code spec.proxySecretRef}
     * @throws InvalidFieldException naming the field, when a certificate, a key or the proxy is not usable
     */
    public Transport forProvider(
            Provider provider, @Nullable Secret credentials, @Nullable Secret cert, @Nullable Secret proxy) {
        return forProvider(provider, credentials, cert, proxy, Optional.empty());
    }

    /** The same, with a proxy for Providers that name none. */
    Transport forProvider(
            Provider provider,
            @Nullable Secret credentials,
            @Nullable Secret cert,
            @Nullable Secret proxy,
            Optional<ProxySettings> otherwise) {
        Optional<TlsFiles> tls = TlsFiles.of(credentials, cert);
        Optional<ProxySettings> settings =
                ProxySettings.of(provider, credentials, proxy).or(() -> otherwise);
        Key key = new Key(tls.map(TlsFiles::fingerprint).orElse(""), settings);
        synchronized (transports) {
            Transport existing = transports.get(key);
            if (existing == null) {
                existing = open(tls, settings);
                transports.put(key, existing);
            }
            return existing;
        }
    }

    /** No Authenticator: on JDK 17 it drops the Authorization header that a publisher sets. */
    private Transport open(Optional<TlsFiles> tls, Optional<ProxySettings> proxy) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(HttpThreads.inPlace(threads));
        tls.ifPresent(it -> builder.sslContext(it.context()));
        proxy.ifPresent(
                it -> builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(it.host(), it.port()))));
        return new Transport(HttpThreads.make(builder::build), watch, proxy.orElse(null));
    }

    /** Ends all clients and their threads. */
    public void close() {
        synchronized (transports) {
            transports.values().forEach(it -> HttpThreads.end(it.client()));
            transports.clear();
        }
        watch.close();
        threads.shutdownNow();
    }

    private record Key(String tls, Optional<ProxySettings> proxy) {}
}
