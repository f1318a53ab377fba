package io.commitstatus.internal.config.report;

import io.commitstatus.model.NamespacedName;

/** A document's identity; versions of an API do not tell two apart. */
public record DocumentId(String kind, NamespacedName name) {
    public static final String PROVIDER = "Provider";
    public static final String ALERT = "Alert";
    public static final String SECRET = "Secret";

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
