package io.commitstatus.internal.routing;

import java.util.Locale;
import java.util.Optional;

/**
 * A commit, and the name under which it was found. Read from {@code name@sha1:<40 hex>}, {@code sha1:<40 hex>}, the
 * old {@code name/<40 hex>}, and a bare 40 hex; the same with {@code sha256} and 64.
 *
 * @param name what stood before the commit, such as {@code refs/heads/main}; possibly empty
 * @param commit lower case
 */
record Revision(String name, String commit) {
    static Optional<Revision> parse(String text) {
        int colon = text.lastIndexOf(':');
        int end = colon < 0 ? text.lastIndexOf('/') : colon;
        int length = text.length() - (end + 1);
        if ((length != 40 && length != 64) || !isHex(text, end + 1)) {
            return Optional.empty();
        }
        String hash = text.substring(end + 1);
        String before = text.substring(0, Math.max(end, 0));
        if (colon >= 0) {
            int at = before.lastIndexOf('@');
            if (!before.substring(at + 1).equalsIgnoreCase(hash.length() == 40 ? "sha1" : "sha256")) {
                return Optional.empty();
            }
            before = before.substring(0, Math.max(at, 0));
        }
        return Optional.of(new Revision(before, hash.toLowerCase(Locale.ROOT)));
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }

    boolean isSha256() {
        return commit.length() == 64;
    }

    /**
     * The branch or tag: not {@code HEAD}, not another ref such as {@code refs/pull/1/head}. A branch by its name alone, a
     * tag in full where the revision tells that it is one.
     */
    Optional<String> ref() {
        boolean other = name.startsWith("refs/") && !name.startsWith("refs/heads/") && !name.startsWith("refs/tags/");
        String ref = name.startsWith("refs/heads/") ? name.substring("refs/heads/".length()) : name;
        boolean named = !ref.isEmpty() && !ref.equals("refs/tags/") && !ref.equals("HEAD");
        boolean possible = named && ref.chars().noneMatch(c -> c <= ' ' || c == ':' || c == 0x7f);
        return possible && !other ? Optional.of(ref) : Optional.empty();
    }
}
