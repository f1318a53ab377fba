package io.commitstatus.internal.http;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.ApiRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Blanks secrets in text: as they are, percent-encoded, escaped as in JSON, and in base64, also within {@code
 * user:password}. As in Flux, a value is found too when its last character is missing or repeated. Values of fewer than
 * {@value #SHORTEST} characters are left, since blanking them would leave no text; where there is more to be looked for than
 * {@value #LONGEST_FORMS} characters in all forms, every text is blanked as a whole. Thread-safe.
 */
public final class Redaction {
    /** Blanks nothing. */
    public static final Redaction NONE = new Redaction(Set.of());

    private static final int SHORTEST = 4;
    /** Of a base64 form, only so much is proof enough to blank it wherever it stands. */
    private static final int SHORTEST_FRAGMENT = 8;

    private static final int SHORTEST_LINE = 16;
    /** A longer value of several lines, which no header carries, is not looked for in base64. */
    private static final int LONGEST_IN_BASE64 = 8 * 1024;
    /** In characters, together. */
    private static final int LONGEST_FORMS = 2 * 1024 * 1024;
    /** What names who, where or whom to trust, and so belongs into messages. */
    private static final Set<String> PUBLIC_KEYS =
            Set.of("username", "address", "proxy", "ca.crt", "caFile", "tls.crt", "certFile");

    /** Names of no one that stand beside a token. */
    private static final Set<String> USERS = Set.of("git", "oauth2", "x-access-token", "x-oauth-basic", "x-token-auth");

    /** Tokens that were minted, and what was shown for them: the newest, which no answer of an older request outlives. */
    private static final int MOST_ADDED = 16;

    private final @Nullable LiteralMask mask;
    private volatile List<Redaction> added = List.of();
    /** There is more than can be looked for. */
    private final boolean everything;

    private Redaction(Set<String> forms) {
        long length = forms.stream().mapToLong(String::length).sum();
        this.mask = forms.isEmpty() || length > LONGEST_FORMS ? null : new LiteralMask(forms);
        this.everything = length > LONGEST_FORMS;
    }

    /** For one value. */
    public static Redaction of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        add(forms, value);
        return new Redaction(forms);
    }

    /**
     * For everything secret in a Provider and its Secrets, of which any may be missing.
     *
     * @param publicKeys those of the vendor's keys whose values are not secret
     */
    public static Redaction of(Provider provider, Set<String> publicKeys, @Nullable Secret... secrets) {
        Set<String> forms = new LinkedHashSet<>();
        Set<String> users = new HashSet<>(USERS);
        provider.username().ifPresent(users::add);
        for (Secret secret : secrets) {
            if (secret != null) {
                text(secret, "username").map(String::strip).ifPresent(users::add);
            }
        }
        provider.address().ifPresent(it -> addUserInfo(forms, it, users));
        provider.proxy().ifPresent(it -> addUserInfo(forms, it, users));
        for (Secret secret : secrets) {
            if (secret != null) {
                addSecret(forms, secret, publicKeys, provider.username(), users);
            }
        }
        return new Redaction(forms);
    }

    /** From now on blanks what another does, too; of many that were added, the last {@value #MOST_ADDED}. */
    public synchronized void add(Redaction other) {
        if (!added.contains(other)) {
            List<Redaction> after = new ArrayList<>(added);
            after.add(other);
            added = List.copyOf(after.subList(Math.max(0, after.size() - MOST_ADDED), after.size()));
        }
    }

    /** The text with every secret replaced. */
    public String apply(String text) {
        if (everything) {
            return LiteralMask.MASK;
        }
        String blanked = mask == null ? text : mask.apply(text);
        for (Redaction other : added) {
            blanked = other.apply(blanked);
        }
        return blanked;
    }

    /** {@return nothing about what it blanks} */
    @Override
    public String toString() {
        return "Redaction";
    }

    private static void addSecret(
            Set<String> forms, Secret secret, Set<String> publicKeys, Optional<String> username, Set<String> users) {
        Optional<String> user = text(secret, "username").or(() -> username);
        for (String key : secret.keys()) {
            String value = text(secret, key).orElse("");
            if (PUBLIC_KEYS.contains(key) || publicKeys.contains(key)) {
                addUserInfo(forms, value, users);
                continue;
            }
            add(forms, value);
            if (key.equals("token")) {
                // Some are written "email:token".
                add(forms, value.substring(value.indexOf(':') + 1));
            }
            int length = value.strip().length();
            if (length >= SHORTEST && length <= LONGEST_IN_BASE64) {
                addBase64(forms, ":" + value.strip());
                user.ifPresent(it -> addBase64(forms, it + ":" + value.strip()));
            }
        }
    }

    /** Not {@link Secret#value}, which refuses what is not UTF-8. */
    private static Optional<String> text(Secret secret, String key) {
        return secret.bytes(key).map(it -> new String(it, StandardCharsets.UTF_8));
    }

    /**
     * Both parts: GitHub takes the token as the user. Up to the first and to the last {@code @}, since a password that nobody has
     * encoded may hold one.
     */
    private static void addUserInfo(Set<String> forms, String address, Set<String> users) {
        int begin = address.indexOf("//") + 2;
        if (begin < 2) {
            return;
        }
        for (int end : new int[] {address.indexOf('@', begin), address.lastIndexOf('@')}) {
            if (end > begin) {
                String both = address.substring(begin, end);
                int colon = both.indexOf(':');
                for (String part : List.of(both.substring(0, Math.max(colon, 0)), both.substring(colon + 1))) {
                    if (!users.contains(part)) {
                        add(forms, part);
                        add(forms, decoded(part));
                    }
                }
            }
        }
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    private static void add(Set<String> forms, String raw) {
        String value = raw.strip();
        if (value.length() < SHORTEST) {
            return;
        }
        if (value.indexOf('\n') >= 0) {
            value.lines()
                    .map(String::strip)
                    .filter(it -> it.length() >= SHORTEST_LINE && !it.startsWith("-----"))
                    .forEach(forms::add);
        }
        forms.add(value);
        String encoded = ApiRequest.encode(value);
        forms.add(encoded);
        forms.add(encoded.replace("%20", "+"));
        forms.add(value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r"));
        if (value.length() <= LONGEST_IN_BASE64 || value.indexOf('\n') < 0) {
            addBase64(forms, value);
            addFragments(forms, value);
        }
    }

    private static void addBase64(Set<String> forms, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        forms.add(Base64.getEncoder().encodeToString(bytes));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What base64 makes of a value in the middle of something longer, at each of the three places it may have there. */
    private static void addFragments(Set<String> forms, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            int first = (before * 8 + 5) / 6;
            int end = shifted.length * 8 / 6;
            if (end - first >= SHORTEST_FRAGMENT) {
                forms.add(Base64.getEncoder().encodeToString(shifted).substring(first, end));
                forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(first, end));
            }
        }
    }
}
