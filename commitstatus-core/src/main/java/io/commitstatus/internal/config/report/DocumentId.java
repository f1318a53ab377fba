package io.commitstatus.internal.config.report;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;

/** A document's identity; versions of an API do not tell two apart. */
public record DocumentId(String kind, NamespacedName name) {
    public static final String PROVIDER = "Provider";
    public static final String ALERT = "Alert";
    public static final String SECRET = "Secret";

    /** {@return the same for people who look at problems} */
    public Problem.Subject subject() {
        return new Problem.Subject(kind, name);
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
