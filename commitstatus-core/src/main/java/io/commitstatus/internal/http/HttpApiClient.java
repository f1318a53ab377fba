package io.commitstatus.internal.http;

import io.commitstatus.internal.time.Budget;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends to one origin, on the caller's thread. */
final class HttpApiClient implements ApiClient {
    /** More than a page of a hundred statuses; a sign-in page of megabytes is not worth reading. */
    static final int BODY_LIMIT = 1 << 20;

    static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

    private final Transport transport;
    private final Origin origin;
    private final Duration timeout;
    private final Redaction redaction;
    private final Failures failures;
    private final Clock clock;

    HttpApiClient(Transport transport, Origin origin, Duration timeout, Redaction redaction, Clock clock) {
        this.transport = transport;
        this.origin = origin;
        this.timeout = timeout;
        this.redaction = redaction;
        this.failures = new Failures(origin, timeout, transport.proxy(), redaction);
        this.clock = clock;
    }

    @Override
    public ApiResponse send(ApiRequest request) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(Budget.cap(timeout));
        byte @Nullable [] body = request.content().orElse(null);
        URI uri = request.uri();
        List<URI> visited = new ArrayList<>(0);
        HttpResponse<byte[]> response = exchange(request, uri, body, deadline);
        for (Optional<URI> next = redirect(request, response, uri);
                next.isPresent();
                next = redirect(request, response, uri)) {
            visited.add(uri);
            uri = next.get();
            if (visited.contains(uri) || visited.size() > MAX_REDIRECTS) {
                throw failures.endlessRedirect(response.statusCode());
            }
            response = exchange(request, uri, body, deadline);
        }
        ApiResponse answer = new ApiResponse(
                response.statusCode(),
                uri,
                response.headers().map(),
                Compressed.read(response.headers(), response.body(), BODY_LIMIT),
                clock.instant());
        return Pages.refuse(answer, redaction).redactedBy(redaction::apply);
    }

    private HttpResponse<byte[]> exchange(ApiRequest request, URI uri, byte @Nullable [] body, Deadline deadline)
            throws IOException, InterruptedException {
        if (!Origin.of(uri).equals(origin)) {
            throw new IllegalArgumentException("a publisher for " + origin + " must not send to " + Origin.of(uri));
        }
        boolean http2 = !transport.usesHttp1(origin);
        HttpResponse<byte[]> response;
        try {
            response = exchangeOnce(request, uri, body, deadline);
        } catch (IOException e) {
            if (http2 && Failures.asksForHttp1(e)) {
                // Which it says of a request that it has not worked on.
                transport.useHttp1(origin);
                return exchange(request, uri, body, deadline);
            }
            throw failures.explain(e);
        }
        if (response.statusCode() == 407) {
            throw failures.proxyRefused();
        }
        return response;
    }

    private HttpResponse<byte[]> exchangeOnce(ApiRequest request, URI uri, byte @Nullable [] body, Deadline deadline)
            throws IOException, InterruptedException {
        // The handler must not refer to the client: a pooled connection keeps it, and with it the client, alive.
        BodyWatch watch = transport.watch();
        return transport
                .client()
                .send(
                        httpRequest(request, uri, body, deadline),
                        info -> BoundedBody.watched(BODY_LIMIT, deadline, watch));
    }

    private HttpRequest httpRequest(ApiRequest request, URI uri, byte @Nullable [] body, Deadline deadline) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(deadline.left());
        if (body == null && request.method().equals("GET")) {
            // Without the Content-Length of 0, which some gateways refuse, from JDK 19 on.
            builder.GET();
        } else {
            builder.method(request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        }
        // Over plain http the client would offer to upgrade to HTTP/2, and break servers that take it or choke on it.
        if (origin.isPlain() || transport.usesHttp1(origin)) {
            builder.version(Version.HTTP_1_1);
        }
        // The later overrides the earlier, whatever the case.
        builder.setHeader("User-Agent", UserAgent.VALUE);
        builder.setHeader("Accept", "application/json");
        builder.setHeader("Accept-Encoding", "identity");
        request.contentType().ifPresent(it -> builder.setHeader("Content-Type", it));
        request.headers().forEach(builder::setHeader);
        transport
                .proxy()
                .map(ProxySettings::authorization)
                .ifPresent(it -> builder.setHeader("Proxy-Authorization", it));
        return builder.build();
    }

    /** Where to go on with the same method and body, if that may be. */
    private Optional<URI> redirect(ApiRequest request, HttpResponse<byte[]> response, URI from) {
        int status = response.statusCode();
        // 303 asks for a GET, whatever was sent: the answer to a GET then, but never to a write.
        boolean redirects =
                REDIRECTS.contains(status) || (status == 303 && request.method().equals("GET"));
        if (!redirects || !request.followsRedirects()) {
            return Optional.empty();
        }
        try {
            return response.headers()
                    .firstValue("Location")
                    .map(it -> from.resolve(it.strip()))
                    .filter(it -> it.getHost() != null && Origin.of(it).equals(origin));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
