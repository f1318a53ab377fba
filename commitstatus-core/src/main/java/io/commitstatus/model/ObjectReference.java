package io.commitstatus.model;

import java.util.Objects;

/**
 * The object that an event speaks of, like Kubernetes' {@code core/v1 ObjectReference}. A field that the event
 * leaves out is empty.
 *
 * @param apiVersion group and version, such as {@code kustomize.toolkit.fluxcd.io/v1}
 * @param kind the kind, compared with case
 * @param namespace the namespace
 * @param name the name
 * @param uid the unique id
 * @since 0.1
 */
public record ObjectReference(String apiVersion, String kind, String namespace, String name, String uid) {

    /** Rejects null, and replaces characters that no name has; see {@link CleanText#name}. */
    public ObjectReference {
        Objects.requireNonNull(apiVersion, "apiVersion must not be null");
        Objects.requireNonNull(kind, "kind must not be null");
        Objects.requireNonNull(namespace, "namespace must not be null");
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(uid, "uid must not be null");
        apiVersion = CleanText.name(apiVersion);
        kind = CleanText.name(kind);
        namespace = CleanText.name(namespace);
        name = CleanText.name(name);
        uid = CleanText.name(uid);
    }

    /**
     * The API group: the part before the only slash of {@link #apiVersion()}; empty for the core group, and for an
     * API version that is missing or malformed.
     */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 || slash != apiVersion.lastIndexOf('/') ? "" : apiVersion.substring(0, slash);
    }

    @Override
    public String toString() {
        return kind + "/" + namespace + "/" + name;
    }
}
