package io.commitstatus.internal.config.report;

import java.util.Optional;
import java.util.regex.Pattern;

/** What Kubernetes accepts as names: RFC 1123, in lower case. */
public final class Names {
    private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
    private static final Pattern NAMESPACE = Pattern.compile(LABEL);
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern LABEL_VALUE = Pattern.compile("(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?");

    private Names() {}

    /** {@return what is wrong with an object's name} */
    public static Optional<String> nameProblem(String name) {
        return name.length() <= 253 && NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        quoted(name) + " is not a valid object name; write at most 253 of a-z, 0-9, \"-\" and \".\","
                                + " with a letter or digit at both ends");
    }

    /** {@return what is wrong with a namespace} */
    public static Optional<String> namespaceProblem(String namespace) {
        return namespace.length() <= 63 && NAMESPACE.matcher(namespace).matches()
                ? Optional.empty()
                : Optional.of(quoted(namespace) + " is not a valid namespace; write at most 63 of a-z, 0-9 and \"-\","
                        + " with a letter or digit at both ends");
    }

    /** {@return what is wrong with a label} */
    public static Optional<String> labelProblem(String key, String value) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        boolean prefixed = slash < 0 || nameProblem(key.substring(0, slash)).isEmpty();
        if (!prefixed || name.isEmpty() || !isLabelValue(name)) {
            return Optional.of(quoted(key) + " is not a valid label; write it as in app.kubernetes.io/part-of");
        }
        return isLabelValue(value)
                ? Optional.empty()
                : Optional.of(
                        quoted(value) + " is not a valid label value; write at most 63 of A-Z, a-z, 0-9, \"-\", \"_\""
                                + " and \".\", with a letter or digit at both ends");
    }

    /** {@return the text in quotes, cut where it is very long} */
    public static String quoted(String text) {
        return "\"" + (text.length() <= 80 ? text : text.substring(0, 77) + "...") + "\"";
    }

    private static boolean isLabelValue(String text) {
        return text.length() <= 63 && LABEL_VALUE.matcher(text).matches();
    }
}
