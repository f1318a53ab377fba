package io.commitstatus.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes Secret: values by key. Two are equal when name and all values are. Its {@code toString} names the keys and
 * never shows a value. Immutable.
 *
 * <pre>{@code
 * Secret secret = Secret.of(NamespacedName.parse("team/github-token"), Map.of("token", token));
 * }</pre>
 *
 * @since 0.1
 */
public final class Secret {
    private final NamespacedName name;
    private final Map<String, byte[]> data;

    private Secret(NamespacedName name, Map<String, byte[]> data) {
        this.name = Objects.requireNonNull(name, "name must not be null");
        this.data = new LinkedHashMap<>();
        data.forEach((key, value) -> this.data.put(key, value.clone()));
    }

    /** A secret of text values, stored as UTF-8. */
    public static Secret of(NamespacedName name, Map<String, String> values) {
        Objects.requireNonNull(values, "values must not be null");
        Map<String, byte[]> data = new LinkedHashMap<>();
        values.forEach((key, value) -> data.put(key, value.getBytes(StandardCharsets.UTF_8)));
        return new Secret(name, data);
    }

    /** A secret of binary values. */
    public static Secret ofBytes(NamespacedName name, Map<String, byte[]> values) {
        Objects.requireNonNull(values, "values must not be null");
        return new Secret(name, values);
    }

    /** {@return the secret's name} */
    public NamespacedName name() {
        return name;
    }

    /** {@return the keys, sorted} */
    public Set<String> keys() {
        return new TreeSet<>(data.keySet());
    }

    /**
     * The value of a key as text.
     *
     * @throws InvalidFieldException when the value is not UTF-8
     */
    public Optional<String> value(String key) {
        Objects.requireNonNull(key, "key must not be null");
        byte[] bytes = data.get(key);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new InvalidFieldException(
                    key, "the value of \"" + key + "\" in Secret " + name + " is not UTF-8 text; store it as text");
        }
    }

    /** The value of a key as bytes, a copy. */
    public Optional<byte[]> bytes(String key) {
        Objects.requireNonNull(key, "key must not be null");
        return Optional.ofNullable(data.get(key)).map(byte[]::clone);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Secret that) || !name.equals(that.name) || data.size() != that.data.size()) {
            return false;
        }
        return data.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), that.data.get(e.getKey())));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** {@return name and keys, no value} */
    @Override
    public String toString() {
        return "Secret " + name + " (keys: " + String.join(", ", keys()) + ")";
    }
}
