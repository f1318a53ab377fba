package io.commitstatus.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Flux Alert: which events go to which Provider. Immutable.
 *
 * <pre>{@code
 * Alert alert = Alert.builder("team/all").provider("app")
 *         .eventSource(EventSource.of("Kustomization", "*"))
 *         .exclude("^waiting ")
 *         .build();
 * }</pre>
 *
 * @since 0.1
 */
public final class Alert {
    private final NamespacedName name;
    private final String provider;
    private final Severity eventSeverity;
    private final List<EventSource> eventSources;
    private final List<String> inclusionList;
    private final List<String> exclusionList;
    private final Map<String, String> eventMetadata;
    private final String summary;
    private final boolean suspended;

    private Alert(Builder builder, String provider) {
        this.name = builder.name;
        this.provider = provider;
        this.eventSeverity = builder.eventSeverity;
        this.eventSources = List.copyOf(builder.eventSources);
        this.inclusionList = List.copyOf(builder.inclusionList);
        this.exclusionList = List.copyOf(builder.exclusionList);
        this.eventMetadata = Map.copyOf(builder.eventMetadata);
        this.summary = builder.summary;
        this.suspended = builder.suspended;
    }

    /** Returns a builder of an Alert, which needs a {@link Builder#provider}. */
    public static Builder builder(NamespacedName name) {
        return new Builder(name);
    }

    /**
     * The same, by {@code namespace/name}.
     *
     * @throws IllegalArgumentException when that is not a namespace and a name
     */
    public static Builder builder(String name) {
        return builder(NamespacedName.parse(name));
    }

    /** Returns a builder with the values of this Alert. */
    public Builder toBuilder() {
        Builder builder = new Builder(name)
                .provider(provider)
                .eventSeverity(eventSeverity)
                .summary(summary)
                .suspended(suspended);
        builder.eventSources.addAll(eventSources);
        builder.inclusionList.addAll(inclusionList);
        builder.exclusionList.addAll(exclusionList);
        builder.eventMetadata.putAll(eventMetadata);
        return builder;
    }

    /** {@return the Alert's name} */
    public NamespacedName name() {
        return name;
    }

    /** {@return the Provider's name; it is in the Alert's namespace} */
    public NamespacedName provider() {
        return new NamespacedName(name.namespace(), provider);
    }

    /** {@return the least severity; {@code info} takes every event} */
    public Severity eventSeverity() {
        return eventSeverity;
    }

    /** {@return which objects it listens to; one match is enough} */
    public List<EventSource> eventSources() {
        return eventSources;
    }

    /** {@return RE2 patterns of which one must be found in the message; empty for any message} */
    public List<String> inclusionList() {
        return inclusionList;
    }

    /** {@return RE2 patterns of which none may be found in the message} */
    public List<String> exclusionList() {
        return exclusionList;
    }

    /** {@return metadata that is added to the event's} */
    public Map<String, String> eventMetadata() {
        return eventMetadata;
    }

    /** {@return what is added to the metadata as {@code summary}, possibly empty} */
    public String summary() {
        return summary;
    }

    /** {@return whether it sends nothing for now} */
    public boolean suspended() {
        return suspended;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Alert that
                && name.equals(that.name)
                && provider.equals(that.provider)
                && eventSeverity.equals(that.eventSeverity)
                && eventSources.equals(that.eventSources)
                && inclusionList.equals(that.inclusionList)
                && exclusionList.equals(that.exclusionList)
                && eventMetadata.equals(that.eventMetadata)
                && summary.equals(that.summary)
                && suspended == that.suspended;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, provider);
    }

    @Override
    public String toString() {
        return "Alert " + name;
    }

    /** Builds an Alert. Not thread-safe. */
    public static final class Builder {
        private final NamespacedName name;
        private @Nullable String provider;
        private final List<EventSource> eventSources = new ArrayList<>();
        private final List<String> inclusionList = new ArrayList<>();
        private final List<String> exclusionList = new ArrayList<>();
        private final Map<String, String> eventMetadata = new LinkedHashMap<>();
        private Severity eventSeverity = Severity.INFO;
        private String summary = "";
        private boolean suspended;

        private Builder(NamespacedName name) {
            this.name = Objects.requireNonNull(name, "name must not be null");
        }

        /** The name of its Provider, in the Alert's namespace; required. */
        public Builder provider(String provider) {
            this.provider = Objects.requireNonNull(provider, "provider must not be null");
            return this;
        }

        /** Default {@link Severity#INFO}: every event. */
        public Builder eventSeverity(Severity severity) {
            this.eventSeverity = Objects.requireNonNull(severity, "severity must not be null");
            return this;
        }

        /** Adds objects to listen to. */
        public Builder eventSource(EventSource source) {
            eventSources.add(Objects.requireNonNull(source, "source must not be null"));
            return this;
        }

        /** Adds an RE2 pattern; with any, one of them must be found in the message. */
        public Builder include(String pattern) {
            inclusionList.add(Objects.requireNonNull(pattern, "pattern must not be null"));
            return this;
        }

        /** Adds an RE2 pattern that must not be found in the message. */
        public Builder exclude(String pattern) {
            exclusionList.add(Objects.requireNonNull(pattern, "pattern must not be null"));
            return this;
        }

        /** Adds metadata to every event. */
        public Builder eventMetadata(String key, String value) {
            eventMetadata.put(
                    Objects.requireNonNull(key, "key must not be null"),
                    Objects.requireNonNull(value, "value must not be null"));
            return this;
        }

        /** Adds the metadata {@code summary}; default none. */
        public Builder summary(String summary) {
            this.summary = Objects.requireNonNull(summary, "summary must not be null");
            return this;
        }

        /** Whether it sends nothing for now; default false. */
        public Builder suspended(boolean suspended) {
            this.suspended = suspended;
            return this;
        }

        /**
         * {@return the Alert}
         *
         * @throws IllegalStateException when it names no Provider
         */
        public Alert build() {
            if (provider == null) {
                throw new IllegalStateException("Alert " + name + " names no Provider; call provider(\"…\")");
            }
            return new Alert(this, provider);
        }
    }
}
