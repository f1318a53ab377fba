package io.commitstatus.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which objects an Alert listens to. Immutable.
 *
 * <pre>{@code
 * EventSource source = EventSource.of("HelmRelease", "*").inNamespace("apps");
 * }</pre>
 *
 * <p>Kind and name are compared with case; the name {@code *} stands for every name. The namespace defaults to the
 * Alert's; {@code *} stands for every namespace, which Flux does not have. The API version is read but not compared, as
 * in Flux.
 *
 * @since 0.1
 */
public final class EventSource {
    private final String kind;
    private final String name;
    private final @Nullable String namespace;
    private final @Nullable String apiVersion;
    private final @Nullable Map<String, String> matchLabels;

    private EventSource(
            String kind,
            String name,
            @Nullable String namespace,
            @Nullable String apiVersion,
            @Nullable Map<String, String> matchLabels) {
        this.kind = Objects.requireNonNull(kind, "kind must not be null");
        this.name = Objects.requireNonNull(name, "name must not be null");
        this.namespace = namespace;
        this.apiVersion = apiVersion;
        this.matchLabels = matchLabels;
    }

    /** Objects of a kind with this name, or every name with {@code *}, in the Alert's namespace. */
    public static EventSource of(String kind, String name) {
        return new EventSource(kind, name, null, null, null);
    }

    /** The same in another namespace; {@code *} for all. */
    public EventSource inNamespace(String namespace) {
        return new EventSource(
                kind, name, Objects.requireNonNull(namespace, "namespace must not be null"), apiVersion, matchLabels);
    }

    /** The same with an API version, which is not compared. */
    public EventSource withApiVersion(String apiVersion) {
        return new EventSource(
                kind, name, namespace, Objects.requireNonNull(apiVersion, "apiVersion must not be null"), matchLabels);
    }

    /** The same for objects that have all these labels. An empty map still asks for the object. */
    public EventSource matchingLabels(Map<String, String> labels) {
        Objects.requireNonNull(labels, "labels must not be null");
        return new EventSource(kind, name, namespace, apiVersion, Map.copyOf(labels));
    }

    /** {@return the kind} */
    public String kind() {
        return kind;
    }

    /** {@return the name, or {@code *}} */
    public String name() {
        return name;
    }

    /** {@return the namespace, or {@code *}; empty for the Alert's own} */
    public Optional<String> namespace() {
        return Optional.ofNullable(namespace);
    }

    /** {@return the API version, which is not compared} */
    public Optional<String> apiVersion() {
        return Optional.ofNullable(apiVersion);
    }

    /** {@return the labels that the object must have} */
    public Optional<Map<String, String>> matchLabels() {
        return Optional.ofNullable(matchLabels);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventSource that
                && kind.equals(that.kind)
                && name.equals(that.name)
                && Objects.equals(namespace, that.namespace)
                && Objects.equals(apiVersion, that.apiVersion)
                && Objects.equals(matchLabels, that.matchLabels);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, name, namespace);
    }

    @Override
    public String toString() {
        return kind + "/" + (namespace == null ? "" : namespace + "/") + name;
    }
}
