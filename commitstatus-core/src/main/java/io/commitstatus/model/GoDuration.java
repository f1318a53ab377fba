package io.commitstatus.model;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Durations as Go, and with it Flux and Kubernetes, writes them in messages: {@code 1m30s}, {@code 1.5s}, {@code 500ms}.
 *
 * @since 0.1
 */
public final class GoDuration {
    private GoDuration() {}

    /** {@return the duration as Go writes it, such as {@code 24h0m0s}, {@code 1m30s}, {@code 16.119ms} or {@code 0s}} */
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return belowASecond(duration.toNanos());
        }
        long hours = duration.toHours();
        int minutes = duration.toMinutesPart();
        String larger = (hours > 0 ? hours + "h" : "") + (hours > 0 || minutes > 0 ? minutes + "m" : "");
        return larger + decimal(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 9) + "s";
    }

    private static String belowASecond(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? decimal(nanos, 3) + "µs" : decimal(nanos, 6) + "ms";
    }

    private static String decimal(long unscaled, int scale) {
        return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
    }
}
