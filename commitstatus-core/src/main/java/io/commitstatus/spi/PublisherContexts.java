package io.commitstatus.spi;

import io.commitstatus.internal.Json;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens contexts for tests of publishers: the same that the router makes, plain http allowed. */
public final class PublisherContexts {
    private PublisherContexts() {}

    /**
     * A context that is bound to a destination's origin.
     *
     * @param provider its timeout, trust and proxy hold
     * @param secret the credentials
     * @param destination where requests may go
     * @param clock by which reset headers are read
     */
    public static PublisherContext open(Provider provider, Secret secret, Destination destination, Clock clock) {
        return new Context(provider, secret, new Client(provider, destination.api(), clock), clock);
    }

    private record Context(Provider provider, Secret secret, ApiClient http, Clock clock) implements PublisherContext {}

    private record Client(Provider provider, URI api, Clock clock) implements ApiClient {
        private static final HttpClient HTTP = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        @Override
        public ApiResponse send(ApiRequest request) throws IOException, InterruptedException {
            ApiResponse response = exchange(request, request.uri());
            for (int hops = 0; hops < 5; hops++) {
                URI target =
                        response.header("Location").map(response.uri()::resolve).orElse(api);
                if (!request.followsRedirects()
                        || !Set.of(301, 302, 307, 308).contains(response.status())
                        || !origin(target).equals(origin(api))) {
                    return response;
                }
                response = exchange(request, target);
            }
            return response;
        }

        private ApiResponse exchange(ApiRequest request, URI uri) throws IOException, InterruptedException {
            if (!origin(uri).equals(origin(api))) {
                throw new IllegalArgumentException("a request to " + origin(uri) + " is not for " + origin(api));
            }
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(provider.timeout());
            builder.header("User-Agent", "commitstatus");
            request.headers().forEach(builder::setHeader);
            builder.method(
                    request.method(),
                    request.json()
                            .map(Json::write)
                            .map(HttpRequest.BodyPublishers::ofByteArray)
                            .orElseGet(HttpRequest.BodyPublishers::noBody));
            request.json().ifPresent(it -> builder.setHeader("Content-Type", "application/json"));
            CompletableFuture<HttpResponse<byte[]>> answer =
                    HTTP.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            try {
                HttpResponse<byte[]> whole = answer.get(provider.timeout().toMillis(), TimeUnit.MILLISECONDS);
                Map<String, java.util.List<String>> headers = whole.headers().map();
                return new ApiResponse(whole.statusCode(), uri, headers, whole.body(), clock.instant());
            } catch (TimeoutException e) {
                throw new HttpTimeoutException("no whole answer from " + uri.getHost() + " in time");
            } catch (ExecutionException e) {
                throw new IOException("no whole answer from " + uri.getHost(), e.getCause());
            } finally {
                answer.cancel(true);
            }
        }

        private static String origin(URI uri) {
            return uri.getScheme() + "://" + uri.getRawAuthority();
        }
    }
}
