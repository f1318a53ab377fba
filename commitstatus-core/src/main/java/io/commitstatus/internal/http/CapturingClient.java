package io.commitstatus.internal.http;

import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Sends nothing: keeps the first request that a publisher would make, and stops the publisher there. */
public final class CapturingClient implements ApiClient {
    private static final Pattern SECRET_HEADER =
            Pattern.compile("auth|token|cookie|key|secret|password", Pattern.CASE_INSENSITIVE);

    private final AtomicReference<ApiRequest> first = new AtomicReference<>();

    /** Without a request yet. */
    public CapturingClient() {}

    /** Never answers. */
    @Override
    public ApiResponse send(ApiRequest request) {
        first.compareAndSet(null, request);
        throw new Captured();
    }

    /** {@return the first request; empty when none was made} */
    public Optional<ApiRequest> request() {
        return Optional.ofNullable(first.get());
    }

    /** A request's headers for people: what may hold credentials is shown as {@code ***}. */
    public static Map<String, String> shownHeaders(ApiRequest request, Redaction redaction) {
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers()
                .forEach((name, value) ->
                        shown.put(name, SECRET_HEADER.matcher(name).find() ? "***" : redaction.apply(value)));
        return shown;
    }

    /** Ends a publisher's attempt once its request is known. */
    public static final class Captured extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Captured() {
            super("the request was captured, not sent", null, false, false);
        }
    }
}
