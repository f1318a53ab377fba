package io.commitstatus.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a Flux controller tells of one of its objects: a reconciliation that succeeded or failed. Immutable.
 *
 * <pre>{@code
 * Event event = Event.builder("Kustomization", "flux-system/apps")
 *         .revision("main@sha1:" + sha)
 *         .info("ReconciliationSucceeded", "Applied revision")
 *         .build();
 * }</pre>
 *
 * <p>Metadata keys carry a prefix, as Flux's controllers send them: the object's API group ({@code
 * kustomize.toolkit.fluxcd.io/revision}) or {@code event.toolkit.fluxcd.io/}. A {@linkplain #forwarded() forwarded} event
 * has bare keys.
 *
 * @since 0.1
 */
public final class Event {
    /** The prefix of metadata that belongs to the event rather than to the object's controller. */
    public static final String GROUP = "event.toolkit.fluxcd.io";

    private final ObjectReference involvedObject;
    private final Severity severity;
    private final @Nullable Instant timestamp;
    private final String message;
    private final String reason;
    private final Map<String, String> metadata;
    private final String reportingController;
    private final String reportingInstance;
    private final boolean forwarded;

    private Event(Builder builder) {
        this.involvedObject = builder.involvedObject;
        this.severity = builder.severity;
        this.timestamp = builder.timestamp;
        this.message = builder.message;
        this.reason = CleanText.name(builder.reason);
        this.metadata = Collections.unmodifiableMap(new TreeMap<>(builder.metadata));
        this.reportingController = CleanText.name(builder.reportingController);
        this.reportingInstance = CleanText.name(builder.reportingInstance);
        this.forwarded = builder.forwarded;
    }

    /**
     * Reads the JSON that Flux's controllers send. As in Flux, field names match without case, unknown fields are
     * ignored, and no field is required.
     *
     * @throws EventFormatException when the text is not one JSON object (or {@code null}), or a field has the wrong type
     */
    public static Event parse(String json) {
        Objects.requireNonNull(json, "json must not be null");
        return EventJson.read(json, false);
    }

    /**
     * Reads the JSON that Flux's {@code generic} and {@code generic-hmac} Providers forward: the same, with the metadata
     * combined already and its keys bare.
     *
     * @throws EventFormatException in the same cases as {@link #parse}
     */
    public static Event parseForwarded(String json) {
        Objects.requireNonNull(json, "json must not be null");
        return EventJson.read(json, true);
    }

    /**
     * Returns a builder of an event of severity {@code info} about an object. Of Flux's own kinds the API version is known.
     *
     * @param kind the kind, such as {@code Kustomization}
     * @param object the object's {@code namespace/name}
     * @throws IllegalArgumentException when that is not a namespace and a name
     */
    public static Builder builder(String kind, String object) {
        return builder(kind, NamespacedName.parse(object));
    }

    /** The same for a name that is parsed already. */
    public static Builder builder(String kind, NamespacedName object) {
        Objects.requireNonNull(kind, "kind must not be null");
        Objects.requireNonNull(object, "object must not be null");
        return builder(new ObjectReference(FluxKinds.apiVersion(kind), kind, object.namespace(), object.name(), ""));
    }

    /** Returns a builder of an event of severity {@code info} about an object, whatever of it is known. */
    public static Builder builder(ObjectReference object) {
        return new Builder(Objects.requireNonNull(object, "object must not be null"));
    }

    /** Returns a builder with the values of this event. */
    public Builder toBuilder() {
        Builder builder = new Builder(involvedObject);
        builder.severity = severity;
        builder.timestamp = timestamp;
        builder.message = message;
        builder.reason = reason;
        builder.metadata.putAll(metadata);
        builder.reportingController = reportingController;
        builder.reportingInstance = reportingInstance;
        builder.forwarded = forwarded;
        return builder;
    }

    /**
     * The same event with this metadata in place of its own, combined and with bare keys, as a {@linkplain #forwarded()
     * forwarded} one has it.
     */
    public Event withCombinedMetadata(Map<String, String> combined) {
        Objects.requireNonNull(combined, "combined must not be null");
        return toBuilder().forwarded(true).only(combined).build();
    }

    /** The same event with this metadata in place of its own, its keys as {@linkplain #metadata they are sent}. */
    public Event withMetadata(Map<String, String> metadata) {
        Objects.requireNonNull(metadata, "metadata must not be null");
        return toBuilder().only(metadata).build();
    }

    /** {@return the object it speaks of} */
    public ObjectReference involvedObject() {
        return involvedObject;
    }

    /** {@return the severity; empty text where none was sent} */
    public Severity severity() {
        return severity;
    }

    /** {@return when it happened; Flux sends whole seconds} */
    public Optional<Instant> timestamp() {
        return Optional.ofNullable(timestamp);
    }

    /** {@return what happened, in words} */
    public String message() {
        return message;
    }

    /** {@return why, in one word, such as {@code ReconciliationSucceeded}} */
    public String reason() {
        return reason;
    }

    /** {@return the metadata, sorted by key} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return the controller that sent it} */
    public String reportingController() {
        return reportingController;
    }

    /** {@return the instance of that controller} */
    public String reportingInstance() {
        return reportingInstance;
    }

    /** {@return whether the metadata is combined already and has bare keys} */
    public boolean forwarded() {
        return forwarded;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event that
                && involvedObject.equals(that.involvedObject)
                && severity.equals(that.severity)
                && Objects.equals(timestamp, that.timestamp)
                && message.equals(that.message)
                && reason.equals(that.reason)
                && metadata.equals(that.metadata)
                && reportingController.equals(that.reportingController)
                && reportingInstance.equals(that.reportingInstance)
                && forwarded == that.forwarded;
    }

    @Override
    public int hashCode() {
        return Objects.hash(involvedObject, timestamp, message, reason);
    }

    /** {@return object, severity and reason; metadata may hold a token and is left out} */
    @Override
    public String toString() {
        return "Event " + involvedObject + " " + severity + " " + reason;
    }

    /** Builds an event. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> metadata = new TreeMap<>();
        private ObjectReference involvedObject;
        private Severity severity = Severity.INFO;
        private @Nullable Instant timestamp;
        private String message = "";
        private String reason = "";
        private String reportingController = "";
        private String reportingInstance = "";
        private boolean forwarded;

        Builder(ObjectReference involvedObject) {
            this.involvedObject = involvedObject;
        }

        /** The object's API version; known for Flux's own kinds. Set it before {@link #revision}. */
        public Builder apiVersion(String apiVersion) {
            Objects.requireNonNull(apiVersion, "apiVersion must not be null");
            ObjectReference o = involvedObject;
            this.involvedObject = new ObjectReference(apiVersion, o.kind(), o.namespace(), o.name(), o.uid());
            return this;
        }

        /** The object's unique id. */
        public Builder uid(String uid) {
            Objects.requireNonNull(uid, "uid must not be null");
            ObjectReference o = involvedObject;
            this.involvedObject = new ObjectReference(o.apiVersion(), o.kind(), o.namespace(), o.name(), uid);
            return this;
        }

        /** The revision that was reconciled, such as {@code main@sha1:…}, under the key of the object's controller. */
        public Builder revision(String revision) {
            String group = involvedObject.group();
            return metadata(forwarded ? "revision" : (group.isEmpty() ? GROUP : group) + "/revision", revision);
        }

        /** The commit, where the revision does not tell it: an OCI artifact or a chart. */
        public Builder commit(String commit) {
            return metadata(forwarded ? "commit" : GROUP + "/commit", commit);
        }

        /** Something went as it should. */
        public Builder info(String reason, String message) {
            return severity(Severity.INFO).reason(reason).message(message);
        }

        /** Something failed. */
        public Builder error(String reason, String message) {
            return severity(Severity.ERROR).reason(reason).message(message);
        }

        /** Default {@link Severity#INFO}. */
        public Builder severity(Severity severity) {
            this.severity = Objects.requireNonNull(severity, "severity must not be null");
            return this;
        }

        /** When it happened; without it, when it is routed. */
        public Builder timestamp(Instant timestamp) {
            this.timestamp = Objects.requireNonNull(timestamp, "timestamp must not be null");
            return this;
        }

        /** What happened, in words; default empty. */
        public Builder message(String message) {
            this.message = Objects.requireNonNull(message, "message must not be null");
            return this;
        }

        /** Why, in one word; default empty. */
        public Builder reason(String reason) {
            this.reason = Objects.requireNonNull(reason, "reason must not be null");
            return this;
        }

        /** Adds metadata under exactly this key. */
        public Builder metadata(String key, String value) {
            metadata.put(
                    Objects.requireNonNull(key, "key must not be null"),
                    Objects.requireNonNull(value, "value must not be null"));
            return this;
        }

        /** The controller that sent it; default empty. */
        public Builder reportingController(String reportingController) {
            this.reportingController =
                    Objects.requireNonNull(reportingController, "reportingController must not be null");
            return this;
        }

        /** The instance of that controller; default empty. */
        public Builder reportingInstance(String reportingInstance) {
            this.reportingInstance = Objects.requireNonNull(reportingInstance, "reportingInstance must not be null");
            return this;
        }

        Builder forwarded(boolean forwarded) {
            this.forwarded = forwarded;
            return this;
        }

        private Builder only(Map<String, String> values) {
            metadata.clear();
            metadata.putAll(values);
            return this;
        }

        /** {@return the event} */
        public Event build() {
            return new Event(this);
        }
    }
}
