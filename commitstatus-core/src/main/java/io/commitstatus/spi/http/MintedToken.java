package io.commitstatus.spi.http;

import java.io.IOException;
import java.time.Duration;

/**
 * A token that a {@link TokenSource} got. Immutable; its {@code toString} shows nothing of it.
 *
 * @since 0.1
 */
public final class MintedToken {
    /** More than a header may hold at any Git host. */
    private static final int LONGEST = 16 * 1024;

    private final String value;
    private final Duration lifetime;

    private MintedToken(String value, Duration lifetime) {
        this.value = value;
        this.lifetime = lifetime;
    }

    /**
     * A token as an answer tells it.
     *
     * @param lifetime from when it was asked for; counted as a second at least and a day at most
     * @throws IOException when no header can carry such a token, so that the answer is none
     */
    public static MintedToken of(String value, Duration lifetime) throws IOException {
        boolean usable =
                !value.isEmpty() && value.length() <= LONGEST && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!usable) {
            throw new IOException("the answer holds a token that no header can carry");
        }
        return new MintedToken(value, lifetime);
    }

    /** {@return the token} */
    public String value() {
        return value;
    }

    /** {@return for how long it is good, from when it was asked for} */
    public Duration lifetime() {
        return lifetime;
    }

    /** {@return its lifetime} */
    @Override
    public String toString() {
        return "a token for " + lifetime;
    }
}
