package io.commitstatus.testing;

import io.commitstatus.spi.http.ApiRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A secret value that can be searched for: plain, percent-encoded, and in base64, also where it is only a part of what was
 * encoded, as a password behind a user name is. Immutable.
 *
 * @since 0.1
 */
public final class MarkedSecret {
    private final String name;
    private final String value;

    private MarkedSecret(String name, String value) {
        this.name = name;
        this.value = value;
    }

    /** The value for a name, the same each time; of printable ASCII, with characters that URLs have to escape. */
    public static MarkedSecret of(String name) {
        UUID digest = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new MarkedSecret(name, "marked/" + digest + "+end=");
    }

    /** {@return the value, for a {@code Secret}} */
    public String value() {
        return value;
    }

    /** {@return the form in which a text shows this secret; empty when it does not} */
    public Optional<String> findIn(String text) {
        return forms().stream().filter(text::contains).findFirst();
    }

    /**
     * Fails when a text shows this secret in any form.
     *
     * @throws AssertionError naming the secret and the text around it, the secret blanked
     */
    public void assertNotIn(String text) {
        findIn(text).ifPresent(form -> {
            throw new AssertionError(
                    "the secret \"" + name + "\" is shown: " + text.replace(form, "<the secret " + name + ">"));
        });
    }

    /** {@return the secret's name, never its value} */
    @Override
    public String toString() {
        return "secret " + name;
    }

    private Set<String> forms() {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        forms.add(ApiRequest.encode(value));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.add(value.replace("/", "\\/"));
        for (int before = 0; before < 3; before++) {
            forms.add(encodedBehind(before, Base64.getEncoder()));
            forms.add(encodedBehind(before, Base64.getUrlEncoder()));
        }
        return forms;
    }

    /** What is alike in base64 whatever stands before, of which only the number of bytes modulo 3 matters, and after. */
    private String encodedBehind(int before, Base64.Encoder encoder) {
        byte[] secret = value.getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[before + secret.length];
        System.arraycopy(secret, 0, whole, before, secret.length);
        int complete = whole.length - whole.length % 3;
        String text = encoder.encodeToString(Arrays.copyOf(whole, complete));
        return before == 0 ? text : text.substring(4);
    }
}
