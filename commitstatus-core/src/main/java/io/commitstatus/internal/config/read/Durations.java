package io.commitstatus.internal.config.read;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's durations, as far as Flux's definitions accept them: {@code 1m30s}, {@code 1.5s}, {@code 500ms}. */
final class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");
    private static final int LONGEST = 64;

    private Durations() {}

    /** {@return the duration; empty when it is none} */
    static Optional<Duration> parse(String text) {
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (text.length() > LONGEST || !part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanos(part.group(2)))));
            at = part.end();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(duration(nanos));
    }

    /** Exact: a long of nanoseconds ends at 292 years, which the digits that are read exceed. */
    private static Duration duration(BigDecimal nanos) {
        BigDecimal[] seconds = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValue());
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }
}
