package io.commitstatus.internal.config.read;

import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a Secret of its document; {@code stringData} wins over {@code data}. No message shows a value. */
final class SecretReader {
    private SecretReader() {}

    static Optional<Secret> read(ObjectMeta header, Fields document, ProblemCollector report) {
        document.knowing("type", "immutable", "data", "stringData");
        Map<String, byte[]> values = new LinkedHashMap<>();
        document.textMap("data").forEach((key, text) -> {
            if (report.isFull()) {
                return;
            }
            try {
                // Kubernetes accepts line breaks inside, which block texts bring along.
                values.put(key, Base64.getDecoder().decode(text.replaceAll("[\r\n]", "")));
            } catch (IllegalArgumentException e) {
                report.error(
                        document.object("data").orElse(document).placeOf(key),
                        "data." + key,
                        "the value is not Base64; encode it, or write it as it is under stringData");
            }
        });
        document.textMap("stringData").forEach((key, text) -> values.put(key, text.getBytes(StandardCharsets.UTF_8)));
        return Optional.of(Secret.ofBytes(header.name(), values));
    }
}
