package io.commitstatus.examples.receiver.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a form, from a body or behind a question mark. */
public final class Form {
    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** Reads {@code a=1&b=2}. */
    public static Form parse(String text) throws RefusedException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            try {
                String name = URLDecoder.decode(field.substring(0, Math.max(0, equals)), StandardCharsets.UTF_8);
                String value = URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8);
                fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            } catch (IllegalArgumentException e) {
                throw new RefusedException(400, "this is not a form");
            }
        }
        return new Form(fields);
    }

    /** {@return the first value of that name, without space around it; empty without one} */
    public String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.get(0).strip();
    }

    /** {@return all values of that name} */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }
}
