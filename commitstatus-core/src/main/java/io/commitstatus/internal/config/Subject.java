package io.commitstatus.internal.config;

import io.commitstatus.model.NamespacedName;

/** A document's identity; versions of an API do not tell two apart. */
record Subject(String kind, NamespacedName name) {
    static final String PROVIDER = "Provider";
    static final String ALERT = "Alert";
    static final String SECRET = "Secret";

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
