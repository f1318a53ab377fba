package io.commitstatus;

import io.commitstatus.internal.http.Explainer;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would be sent for one Alert, or why nothing would. Immutable.
 *
 * <pre>{@code
 * for (Explanation explanation : router.explain(event)) {
 *     explanation.request().ifPresent(it -> System.out.println(it.method() + " " + it.uri()));
 * }
 * }</pre>
 *
 * @since 0.1
 */
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
     * @param body JSON as a map or a list, with secrets shown as {@code *****}; a form as a map of its fields; of other bodies
     *     a string that tells length and type; an empty map without one
     */
    public record Request(String method, URI uri, Map<String, String> headers, Object body) {

        /** Copies the headers, in their order. */
        public Request {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            Objects.requireNonNull(body);
        }
    }
}
