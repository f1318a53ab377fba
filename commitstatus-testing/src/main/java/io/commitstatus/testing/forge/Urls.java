package io.commitstatus.testing.forge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes request targets apart.
 *
 * @since 0.1
 */
public final class Urls {
    private Urls() {}

    static String path(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    static Map<String, String> query(String target) {
        Map<String, String> query = new LinkedHashMap<>();
        int mark = target.indexOf('?');
        String text = mark < 0 ? "" : target.substring(mark + 1);
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                query.put(
                        URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(equals < 0 ? "" : pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    public static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .skip(1)
                .map(it -> URLDecoder.decode(it.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }
}
