package io.commitstatus.cel;

import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.runtime.CelFunctionBinding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The string functions whose result may be many times longer than what they are given, within {@link Limits}. */
final class Strings {
    private static final Set<Function> GROWING = EnumSet.of(Function.REPLACE, Function.JOIN);

    private Strings() {}

    /** The others. */
    static CelStringExtensions others() {
        return CelExtensions.strings(EnumSet.complementOf(EnumSet.copyOf(GROWING)));
    }

    static List<CelFunctionBinding> bounded() {
        return List.of(
                CelFunctionBinding.from("list_join", List.class, it -> join(it, "")),
                CelFunctionBinding.from("list_join_string", List.class, String.class, Strings::join),
                CelFunctionBinding.from(
                        "string_replace_string_string",
                        List.of(String.class, String.class, String.class),
                        it -> replace((String) it[0], (String) it[1], (String) it[2], Long.MAX_VALUE)),
                CelFunctionBinding.from(
                        "string_replace_string_string_int",
                        List.of(String.class, String.class, String.class, Long.class),
                        it -> replace((String) it[0], (String) it[1], (String) it[2], (Long) it[3])));
    }

    private static String join(List<?> parts, String separator) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            joined.append(i == 0 ? "" : separator).append(parts.get(i));
            Limits.length(joined.length());
        }
        return joined.toString();
    }

    /** As in Go: an empty string matches before every character and at the end; a negative limit is none. */
    private static String replace(String text, String searched, String replacement, long limit) {
        StringBuilder replaced = new StringBuilder();
        long left = limit < 0 ? Long.MAX_VALUE : limit;
        int from = 0;
        while (left > 0) {
            int at = searched.isEmpty() ? from : text.indexOf(searched, from);
            if (at < 0 || at > text.length()) {
                break;
            }
            replaced.append(text, from, at).append(replacement);
            Limits.length(replaced.length());
            left--;
            from = at + searched.length();
            if (searched.isEmpty()) {
                if (from == text.length()) {
                    return replaced.toString();
                }
                int next = text.offsetByCodePoints(from, 1);
                replaced.append(text, from, next);
                from = next;
            }
        }
        return replaced.append(text, from, text.length()).toString();
    }
}
