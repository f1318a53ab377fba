package io.commitstatus;

import io.commitstatus.internal.http.Explainer;
import io.commitstatus.internal.routing.Decision;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final @Nullable NamespacedName alert;
    private final @Nullable NamespacedName provider;
    private final Receipt.@Nullable Skipped skipped;
    private final @Nullable DeliveryKey key;
    private final @Nullable CommitStatus status;
    private final List<String> notes;
    private final @Nullable Request request;

    private Explanation(
            @Nullable NamespacedName alert,
            @Nullable NamespacedName provider,
            Receipt.@Nullable Skipped skipped,
            @Nullable DeliveryKey key,
            @Nullable CommitStatus status,
            List<String> notes,
            @Nullable Request request) {
        this.alert = alert;
        this.provider = provider;
        this.skipped = skipped;
        this.key = key;
        this.status = status;
        this.notes = List.copyOf(notes);
        this.request = request;
    }

    static Explanation of(Receipt.Skipped skipped) {
        return new Explanation(
                skipped.alert().orElse(null), skipped.provider().orElse(null), skipped, null, null, List.of(), null);
    }

    static Explanation of(Decision.Send it, Explainer.Explained explained) {
        List<String> notes = new ArrayList<>(it.notes());
        notes.addAll(explained.notes());
        Explainer.Request first = explained.request();
        Request request =
                first == null ? null : new Request(first.method(), first.uri(), first.headers(), first.body());
        return new Explanation(it.alert(), it.provider(), null, it.key(), it.status(), notes, request);
    }

    /** {@return the Alert that matches; empty where none does} */
    public Optional<NamespacedName> alert() {
        return Optional.ofNullable(alert);
    }

    /** {@return the Provider; empty where no Alert matches} */
    public Optional<NamespacedName> provider() {
        return Optional.ofNullable(provider);
    }

    /** {@return why nothing would be sent; empty where something would} */
    public Optional<Receipt.Skipped> skipped() {
        return Optional.ofNullable(skipped);
    }

    /** {@return the register; empty where nothing would be sent} */
    public Optional<DeliveryKey> key() {
        return Optional.ofNullable(key);
    }

    /** {@return the status as it would be sent, within the vendor's limits; empty where nothing would be} */
    public Optional<CommitStatus> status() {
        return Optional.ofNullable(status);
    }

    /** {@return what would be shortened or left out, and what looks wrong} */
    public List<String> notes() {
        return notes;
    }

    /** {@return the first request that the publisher would make; empty where nothing would be sent} */
    public Optional<Request> request() {
        return Optional.ofNullable(request);
    }

    @Override
    public String toString() {
        if (skipped != null || status == null) {
            return String.valueOf(skipped);
        }
        String more = notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
        String sent = request == null ? "" : "\n  " + request.method() + " " + request.uri();
        return alert + " → " + key + " " + status.state() + more + sent;
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
            Objects.requireNonNull(body, "body must not be null");
        }
    }
}
