package io.commitstatus.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The conformance vectors that this library answers otherwise than Flux, on purpose, with the reason as value. */
final class Differences {
    private Differences() {}

    static Set<String> of(String vectors) {
        Properties reasons = new Properties();
        try (InputStream in = Differences.class.getResourceAsStream("/differences-" + vectors + ".properties")) {
            reasons.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeSet<>(reasons.stringPropertyNames());
    }
}
