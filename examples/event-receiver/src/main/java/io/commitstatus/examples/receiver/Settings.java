package io.commitstatus.examples.receiver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What the receiver is told, by options ({@code --config=…}) and environment variables ({@code COMMITSTATUS_CONFIG}). */
@Command(
        name = "event-receiver",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Receives events from Flux controllers and sets the statuses of their commits.",
        footer = {
            "",
            "Each option is an environment variable, too: --page-token-file is COMMITSTATUS_PAGE_TOKEN_FILE. The option"
                    + " counts more. Files with keys and tokens are read anew at each use.",
        })
final class Settings {
    static final String PREFIX = "COMMITSTATUS_";

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9090",
            description = "The address to receive events on. :9090 means every interface. Default: ${DEFAULT-VALUE}.")
    private InetSocketAddress listen = new InetSocketAddress(0);

    @Option(
            names = "--admin-listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9440",
            description = "The address of /healthz and /readyz, and of /metrics and the page where they are enabled."
                    + " Default: ${DEFAULT-VALUE}.")
    private InetSocketAddress adminListen = new InetSocketAddress(0);

    @Option(names = "--metrics", description = "Enable /metrics.")
    private boolean metrics;

    @Option(names = "--page", description = "Enable the page, for everybody who can reach --admin-listen.")
    private boolean page;

    @Option(
            names = "--page-token-file",
            paramLabel = "FILE",
            description = "Enable the page, for whoever gives the token in this file as the password.")
    private @Nullable Path pageTokenFile;

    @Option(
            names = "--check-every",
            paramLabel = "DURATION",
            defaultValue = "6h",
            description =
                    "How often the page asks the Git hosts, by reading, whether the Providers' credentials may write;"
                            + " 0s for only when its button is pressed. Default: ${DEFAULT-VALUE}.")
    private Duration checkEvery = Duration.ZERO;

    @Option(
            names = "--events-token-file",
            paramLabel = "FILE",
            description = "Accept events only with the token in this file, as a bearer token or as a password.")
    private @Nullable Path eventsTokenFile;

    @Option(
            names = "--forwarded-key-file",
            paramLabel = "FILE",
            description =
                    "Take forwarded events only when they are signed with this file's key, byte for byte, as Flux's"
                            + " generic-hmac Providers sign; and no other events, unless there is an --events-token-file.")
    private @Nullable Path forwardedKeyFile;

    @Option(
            names = "--outbox",
            paramLabel = "WHERE",
            defaultValue = "/var/lib/commitstatus/outbox",
            description = "A path for a SQLite file, jdbc:postgresql://HOST/DATABASE, or memory."
                    + " Default: ${DEFAULT-VALUE}.")
    private String outbox = "";

    @Option(names = "--database-user", paramLabel = "USER", description = "The user of PostgreSQL.")
    private String databaseUser = "";

    @Option(names = "--database-password-file", paramLabel = "FILE", description = "The file with its password.")
    private @Nullable Path databasePasswordFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust in addition to the system's, if a Provider names none.")
    private @Nullable Path caFile;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "A directory of jars with publishers for other Provider types.")
    private @Nullable Path plugins;

    @Option(
            names = "--shadow",
            description =
                    "Send nothing: log, and show on the page, what would be sent. For a comparison with another sender.")
    private boolean shadow;

    @Option(
            names = "--stop-within",
            paramLabel = "DURATION",
            defaultValue = "20s",
            description = "How long shutting down may take. Default: ${DEFAULT-VALUE}.")
    private Duration stopWithin = Duration.ZERO;

    @ArgGroup(validate = false, heading = "%nConfiguration:%n")
    private final SourceSettings source = new SourceSettings();

    @ArgGroup(validate = false, heading = "%nStatuses:%n")
    private final RoutingSettings routing = new RoutingSettings();

    /** A command line of which this is the command. */
    static CommandLine line(Settings settings, Map<String, String> environment) {
        return new CommandLine(settings)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setDefaultValueProvider(argument -> variable(argument, environment))
                .registerConverter(InetSocketAddress.class, SettingTypes::address)
                .registerConverter(Duration.class, SettingTypes::duration)
                .registerConverter(SettingTypes.Pace.class, SettingTypes.Pace::parse);
    }

    /**
     * Reads the settings.
     *
     * @throws CommandLine.ParameterException when something is not known or makes no sense
     */
    static Settings of(List<String> options, Map<String, String> environment) {
        Settings settings = new Settings();
        line(settings, environment).parseArgs(options.toArray(String[]::new));
        return settings;
    }

    private static @Nullable String variable(ArgSpec argument, Map<String, String> environment) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
        String value = environment.getOrDefault(PREFIX + name, "");
        return value.isEmpty() ? option.defaultValue() : value;
    }

    InetSocketAddress listen() {
        return listen;
    }

    InetSocketAddress adminListen() {
        return adminListen;
    }

    boolean metrics() {
        return metrics;
    }

    /** Whether there is a page at all; {@link #pageTokenFile} tells for whom. */
    boolean page() {
        return page || pageTokenFile != null;
    }

    Optional<Path> pageTokenFile() {
        return Optional.ofNullable(pageTokenFile);
    }

    Duration checkEvery() {
        return checkEvery;
    }

    Optional<Path> eventsTokenFile() {
        return Optional.ofNullable(eventsTokenFile);
    }

    Optional<Path> forwardedKeyFile() {
        return Optional.ofNullable(forwardedKeyFile);
    }

    /** A path, or {@code jdbc:postgresql:…}, or {@code memory}. */
    String outbox() {
        return outbox;
    }

    String databaseUser() {
        return databaseUser;
    }

    Optional<Path> databasePasswordFile() {
        return Optional.ofNullable(databasePasswordFile);
    }

    Optional<Path> caFile() {
        return Optional.ofNullable(caFile);
    }

    Optional<Path> plugins() {
        return Optional.ofNullable(plugins);
    }

    boolean shadow() {
        return shadow;
    }

    Duration stopWithin() {
        return stopWithin;
    }

    SourceSettings source() {
        return source;
    }

    RoutingSettings routing() {
        return routing;
    }
}
