package io.commitstatus.examples.receiver;

import io.commitstatus.spi.RateLimit;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/** Settings' values, from text. */
final class SettingTypes {
    private SettingTypes() {}

    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0) {
                return new InetSocketAddress(text.substring(0, colon), port);
            }
            if (colon == 0) {
                return new InetSocketAddress("0.0.0.0", port);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new TypeConversionException(
                "\"" + text + "\" is not a valid address; write host:port, such as 127.0.0.1:9090");
    }

    static Duration duration(String text) {
        try {
            Duration duration = Duration.parse("PT" + text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new TypeConversionException("\"" + text + "\" is not a valid duration; write one such as 20s or 1m30s");
    }

    /**
     * How many requests in which time.
     *
     * @param limit empty for as many as there are
     */
    record Pace(Optional<RateLimit> limit) {
        static Pace parse(String text) {
            if (text.toLowerCase(Locale.ROOT).equals("none")) {
                return new Pace(Optional.empty());
            }
            int slash = text.indexOf('/');
            try {
                int permits = Integer.parseInt(text.substring(0, Math.max(0, slash)));
                return new Pace(Optional.of(new RateLimit(permits, duration(text.substring(slash + 1)))));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "\"" + text + "\" is not a valid pace; write one such as 80/1m, or none");
            }
        }

        RateLimit[] limits() {
            return limit.stream().toArray(RateLimit[]::new);
        }
    }
}
