package io.commitstatus.conformance.vectors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An input, and what another program makes of it.
 *
 * @see TestVectors
 */
public final class TestVector {
    private final Map<String, Object> members;

    TestVector(Map<String, Object> members) {
        this.members = members;
    }

    /** {@return the name, unique in its file} */
    public String name() {
        return text("name");
    }

    /** {@return whether the other program refuses the input} */
    public boolean fails() {
        return members.containsKey("error");
    }

    /**
     * What stands at a path of member names, such as {@code find("input", "address")}; a list's elements go by their index,
     * the last one by {@code last}.
     */
    public Optional<Object> find(String... path) {
        return JsonPath.find(members, path);
    }

    /** {@return whether the input names that type of Provider} */
    public boolean isOf(String type) {
        return has(type, "input", "providerType");
    }

    /** {@return the input's secretData, token, username and password, as far as it has them} */
    public Map<String, String> secret() {
        Map<String, String> secret = new HashMap<>();
        if (find("input", "secretData").orElse(Map.of()) instanceof Map<?, ?> data) {
            data.forEach((key, value) -> secret.put(String.valueOf(key), String.valueOf(value)));
        }
        for (String key : List.of("token", "username", "password")) {
            find("input", key).ifPresent(it -> secret.put(key, it.toString()));
        }
        return secret;
    }

    /** {@return what is expected of the last request at a path} */
    public Optional<Object> sent(String... path) {
        return find("expect", "requests", "last").flatMap(it -> JsonPath.find(it, path));
    }

    /** {@return whether a text stands at that path} */
    public boolean has(String text, String... path) {
        return find(path).filter(text::equals).isPresent();
    }

    /**
     * The text at a path.
     *
     * @throws AssertionError when there is none
     */
    public String text(String... path) {
        return find(path)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElseThrow(() -> new AssertionError(this + " has no text at " + String.join(".", path)));
    }

    @Override
    public String toString() {
        return "vector \"" + members.get("name") + "\"";
    }
}
