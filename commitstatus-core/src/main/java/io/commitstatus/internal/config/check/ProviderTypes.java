package io.commitstatus.internal.config.check;

import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.NearMiss;
import io.commitstatus.internal.publishers.Publishers;
import io.commitstatus.spi.CommitStatusPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values of {@code spec.type} that Flux knows, and what to do about those without a publisher. */
final class ProviderTypes {
    private static final String NONE = "none";
    private static final String IGNORED = "ignored";
    /** What to do about each type: an artifact that serves it, {@value #NONE} or {@value #IGNORED}. */
    private static final Map<String, String> TYPES = read();

    private ProviderTypes() {}

    static boolean isChatOrWebhook(String type) {
        return IGNORED.equals(TYPES.get(type));
    }

    /** {@return what is wrong with a type that no publisher serves, and what would be right} */
    static String problem(String type, Map<String, CommitStatusPublisher> publishers) {
        String installed =
                "no publisher for type " + Names.quoted(type) + " (installed: " + Publishers.types(publishers) + ")";
        String artifact = TYPES.getOrDefault(type, "");
        if (artifact.contains(":")) {
            return installed + "; add " + artifact
                    + " to the class path, and if several jars were made into one, merge their"
                    + " META-INF/services files";
        }
        if (artifact.equals(NONE)) {
            return installed + "; add a module that provides one";
        }
        Set<String> known = new TreeSet<>(publishers.keySet());
        TYPES.forEach((other, what) -> {
            if (!what.equals(NONE)) {
                known.add(other);
            }
        });
        return installed + NearMiss.orElse(type, known, "; write one of these, or add a module that provides it");
    }

    private static Map<String, String> read() {
        Properties types = new Properties();
        try (InputStream in = ProviderTypes.class.getResourceAsStream("provider-types.properties")) {
            types.load(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> byType = new TreeMap<>();
        types.forEach((type, what) -> byType.put(type.toString(), what.toString()));
        return byType;
    }
}
