package io.commitstatus.internal.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.http.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A way out of this process: one shared HTTP client, with the trust, the client key and the proxy it was made for. */
public final class Transport {
    private final HttpClient client;
    private final BodyWatch watch;
    private final @Nullable ProxySettings proxy;
    private final Set<Origin> http1 = ConcurrentHashMap.newKeySet();

    Transport(HttpClient client, BodyWatch watch, @Nullable ProxySettings proxy) {
        this.client = client;
        this.watch = watch;
        this.proxy = proxy;
    }

    /**
     * A client for one destination.
     *
     * @param api the destination's API root; requests to other origins are refused
     * @param timeout for one whole exchange, redirects and answer included
     * @param plainHttp whether {@code http} is allowed, where credentials go over the wire as they are
     * @throws InvalidFieldException when the API's scheme is {@code http} and that is not allowed
     */
    public ApiClient apiClient(URI api, Duration timeout, boolean plainHttp, Redaction redaction, Clock clock) {
        Origin origin = Origin.of(api);
        if (origin.isPlain() && !plainHttp) {
            throw new InvalidFieldException(
                    "spec.address",
                    "credentials would travel unencrypted to " + origin + "; use https, or allow plain http");
        }
        return new HttpApiClient(this, origin, timeout, redaction, clock);
    }

    HttpClient client() {
        return client;
    }

    BodyWatch watch() {
        return watch;
    }

    /** Notes that an origin wants HTTP/1.1 from now on. */
    void useHttp1(Origin origin) {
        http1.add(origin);
    }

    boolean usesHttp1(Origin origin) {
        return http1.contains(origin);
    }

    Optional<ProxySettings> proxy() {
        return Optional.ofNullable(proxy);
    }
}
