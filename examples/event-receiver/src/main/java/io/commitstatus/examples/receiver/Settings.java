package io.commitstatus.examples.receiver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the receiver is told, by options ({@code --config=…}) and environment variables ({@code COMMITSTATUS_CONFIG}). */
final class Settings {
    /** Every setting, with its default; no default means that it is off. */
    private enum Name {
        LISTEN("0.0.0.0:9090"),
        CONFIG("/etc/commitstatus/config"),
        SECRETS("/etc/commitstatus/secrets"),
        OUTBOX("/var/lib/commitstatus/outbox"),
        DATABASE_USER(""),
        DATABASE_PASSWORD_FILE(""),
        FORWARDED_KEY_FILE(""),
        PAGE_TOKEN_FILE(""),
        STOP_WITHIN("20s");

        private final String fallback;

        Name(String fallback) {
            this.fallback = fallback;
        }

        String option() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String variable() {
            return "COMMITSTATUS_" + name();
        }
    }

    private final Map<Name, String> values;

    private Settings(Map<Name, String> values) {
        this.values = values;
        listen();
        stopWithin();
    }

    /**
     * Reads the settings; an option counts more than a variable.
     *
     * @throws IllegalArgumentException when something is not known or makes no sense
     */
    static Settings of(List<String> options, Map<String, String> environment) {
        Map<Name, String> values = new EnumMap<>(Name.class);
        for (Name name : Name.values()) {
            values.put(name, environment.getOrDefault(name.variable(), name.fallback));
        }
        for (String option : options) {
            int equals = option.indexOf('=');
            String given = equals < 0 ? option : option.substring(0, equals);
            Name name = Arrays.stream(Name.values())
                    .filter(it -> equals > 0 && it.option().equals(given))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            given + ": there are only " + known() + ", each followed by = and its value"));
            values.put(name, option.substring(equals + 1));
        }
        return new Settings(values);
    }

    private static String known() {
        return String.join(", ", Arrays.stream(Name.values()).map(Name::option).toList());
    }

    InetSocketAddress listen() {
        String value = get(Name.LISTEN);
        int colon = value.lastIndexOf(':');
        try {
            int port = Integer.parseInt(value.substring(colon + 1));
            return colon > 0
                    ? new InetSocketAddress(value.substring(0, colon), port)
                    : new InetSocketAddress(port); // such as :9090, all interfaces
        } catch (IllegalArgumentException e) {
            throw wrong(Name.LISTEN, "is not a valid address; write host:port, such as 127.0.0.1:9090");
        }
    }

    Path config() {
        return Path.of(get(Name.CONFIG));
    }

    Path secrets() {
        return Path.of(get(Name.SECRETS));
    }

    /** A path for H2, or {@code jdbc:postgresql:…}, or {@code memory}. */
    String outbox() {
        return get(Name.OUTBOX);
    }

    String databaseUser() {
        return get(Name.DATABASE_USER);
    }

    Optional<Path> databasePasswordFile() {
        return file(Name.DATABASE_PASSWORD_FILE);
    }

    Optional<Path> forwardedKeyFile() {
        return file(Name.FORWARDED_KEY_FILE);
    }

    Optional<Path> pageTokenFile() {
        return file(Name.PAGE_TOKEN_FILE);
    }

    Duration stopWithin() {
        try {
            Duration within = Duration.parse("PT" + get(Name.STOP_WITHIN));
            if (!within.isNegative()) {
                return within;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw wrong(Name.STOP_WITHIN, "is not a valid duration; write one such as 20s or 1m30s");
    }

    private String get(Name name) {
        return values.getOrDefault(name, "");
    }

    private Optional<Path> file(Name name) {
        return Optional.of(get(name)).filter(it -> !it.isEmpty()).map(Path::of);
    }

    private IllegalArgumentException wrong(Name name, String what) {
        return new IllegalArgumentException(
                name.option() + " or " + name.variable() + ": \"" + get(name) + "\" " + what);
    }
}
