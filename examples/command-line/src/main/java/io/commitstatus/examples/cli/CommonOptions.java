package io.commitstatus.examples.cli;

import io.commitstatus.model.NamespacedName;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads a configuration. */
final class CommonOptions {

    /** For people or for programs. */
    enum Output {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String TOKEN_FILE = "--token-file";

    @Option(
            names = "--config",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files and directories with Flux Providers and Alerts, and optionally Secrets.")
    private List<Path> config = List.of();

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            description = "A directory of Secrets, as Kubernetes mounts them: DIR/NAMESPACE/NAME/KEY.")
    private @Nullable Path secrets;

    @Option(
            names = TOKEN_FILE,
            paramLabel = "NAMESPACE/NAME=FILE",
            description = "A file with the token of one Secret. May be repeated.")
    private Map<NamespacedName, Path> tokenFiles = Map.of();

    @Option(
            names = "--plugin",
            paramLabel = "PATH",
            description = "A jar with a publisher for another Git host, or a directory of such jars. May be repeated.")
    private List<Path> plugins = List.of();

    @Option(names = "--strict", description = "Treat warnings in the configuration as errors.")
    private boolean strict;

    @Option(names = "--allow-plain-http", description = "Allow plain http, which sends credentials unencrypted.")
    private boolean allowPlainHttp;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "The output: ${COMPLETION-CANDIDATES}. json writes one object per line. Default: ${DEFAULT-VALUE}.")
    private Output output = Output.TEXT;

    Path[] config() {
        return config.toArray(Path[]::new);
    }

    Optional<Path> secrets() {
        return Optional.ofNullable(secrets);
    }

    Map<NamespacedName, Path> tokenFiles() {
        return tokenFiles;
    }

    List<Path> plugins() {
        return plugins;
    }

    boolean strict() {
        return strict;
    }

    boolean allowPlainHttp() {
        return allowPlainHttp;
    }

    boolean json() {
        return output == Output.JSON;
    }
}
