package io.commitstatus;

import io.commitstatus.internal.http.Explainer;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would be sent for one Alert, or why nothing would. Immutable. */
public final class Explanation {
    private final Receipt.Entry entry;
    private final @Nullable Request request;

    Explanation(Receipt.Entry entry, Explainer.@Nullable Request request) {
        this.entry = Objects.requireNonNull(entry);
        this.request = request == null
                ? null
                : new Request(request.method(), request.uri(), request.headers(), request.body());
    }

    /** {@return Alert, Provider and status, or the reason; without an outcome, since nothing was sent} */
    public Receipt.Entry entry() {
        return entry;
    }

    /** {@return the first request that the publisher would make; empty where nothing would be sent} */
    public Optional<Request> request() {
        return Optional.ofNullable(request);
    }

    @Override
    public String toString() {
        return request == null ? entry.toString() : entry + "\n  " + request.method() + " " + request.uri();
    }

    /**
     * A request that was not sent.
     *
     * @param method such as {@code POST}
     * @param uri where to
     * @param headers with what is secret shown as {@code ***}
     * @param body the JSON object, as maps, lists, strings, numbers and booleans; empty without one
     */
    public record Request(String method, URI uri, Map<String, String> headers, Map<String, Object> body) {

        /** Copies headers and body, in their order. */
        public Request {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
        }
    }
}
