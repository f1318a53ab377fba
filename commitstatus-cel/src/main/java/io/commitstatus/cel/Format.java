package io.commitstatus.cel;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The string function {@code format}, which Go's CEL has and Java's has not: {@code %s %d %f %e %b %o %x %X %%}, with a precision
 * for {@code f} and {@code e}.
 */
final class Format implements CelCompilerLibrary {
    private static final int MOST_DIGITS = 100;
    private static final int DIGITS = 6;

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        checker.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                "format",
                CelOverloadDecl.newMemberOverload(
                        "string_format", SimpleType.STRING, SimpleType.STRING, ListType.create(SimpleType.DYN))));
    }

    static CelFunctionBinding binding() {
        return CelFunctionBinding.from("string_format", String.class, List.class, Format::format);
    }

    private static String format(String pattern, List<?> arguments) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            int end = i + 1;
            while (end < pattern.length() && (Character.isDigit(pattern.charAt(end)) || pattern.charAt(end) == '.')) {
                end++;
            }
            if (end == pattern.length()) {
                throw CelStatusExpressions.invalid("format: the \"%\" at the end needs a letter, as in %s");
            }
            char letter = pattern.charAt(end);
            if (letter == '%') {
                text.append('%');
            } else if (next < arguments.size()) {
                text.append(one(letter, pattern.substring(i + 1, end), arguments.get(next++)));
            } else {
                throw CelStatusExpressions.invalid(
                        "format: there are more verbs than the " + arguments.size() + " arguments");
            }
            Limits.length(text.length());
            i = end;
        }
        return text.toString();
    }

    private static String one(char verb, String precision, Object argument) {
        return switch (verb) {
            case 's' -> string(argument);
            case 'd' -> Long.toString(whole(verb, argument));
            case 'b' -> argument instanceof Boolean it ? (it ? "1" : "0") : Long.toString(whole(verb, argument), 2);
            case 'o' -> Long.toString(whole(verb, argument), 8);
            case 'x' -> hex(verb, argument);
            case 'X' -> hex(verb, argument).toUpperCase(Locale.ROOT);
            case 'f', 'e' -> String.format(Locale.ROOT, "%." + digits(precision) + verb, number(verb, argument));
            default ->
                throw CelStatusExpressions.invalid(
                        "format: \"%" + verb + "\" is not a verb; use one of %s %d %f %e %b %o %x %X %%");
        };
    }

    private static String string(Object argument) {
        if (argument instanceof List<?> list) {
            return list.stream().map(Format::string).collect(Collectors.joining(", ", "[", "]"));
        }
        if (argument instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(it -> string(it.getKey()) + ": " + string(it.getValue()))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(argument);
    }

    private static String hex(char verb, Object argument) {
        return argument instanceof String text
                ? HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                : Long.toString(whole(verb, argument), 16);
    }

    private static long whole(char verb, Object argument) {
        if (argument instanceof Long number) {
            return number;
        }
        throw wrongType(verb, "a whole number");
    }

    private static double number(char verb, Object argument) {
        if (argument instanceof Number number) {
            return number.doubleValue();
        }
        throw wrongType(verb, "a number");
    }

    private static int digits(String precision) {
        if (!precision.startsWith(".")) {
            return DIGITS;
        }
        String digits = precision.substring(1);
        if (digits.length() > 3 || !digits.matches("[0-9]*")) {
            throw CelStatusExpressions.invalid("format: \"" + precision + "\" is not a valid precision");
        }
        return digits.isEmpty() ? 0 : Math.min(Integer.parseInt(digits), MOST_DIGITS);
    }

    private static RuntimeException wrongType(char verb, String wanted) {
        return CelStatusExpressions.invalid("format: %" + verb + " needs " + wanted);
    }
}
