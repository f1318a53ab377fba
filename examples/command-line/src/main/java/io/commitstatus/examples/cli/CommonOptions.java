package io.commitstatus.examples.cli;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.EventGate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {

    /** What a description is made of. */
    enum DescriptionOf {
        MESSAGE,
        REASON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which events may become statuses. */
    enum GateOf {
        REVISION,
        FLUX;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
            description = "Files and directories with Flux's Providers and Alerts, and Secrets if you like.")
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
            names = "--description",
            paramLabel = "OF",
            defaultValue = "message",
            description = "What a description is made of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private DescriptionOf description = DescriptionOf.MESSAGE;

    @Option(
            names = "--gate",
            paramLabel = "GATE",
            defaultValue = "revision",
            description = "Which events may become statuses: ${COMPLETION-CANDIDATES}. revision is every one that tells"
                    + " a commit, flux those that Flux 1.8 and newer lets through. Default: ${DEFAULT-VALUE}.")
    private GateOf gate = GateOf.REVISION;

    @Option(names = "--report-progress", description = "Show what is not there yet as pending, rather than skip it.")
    private boolean reportProgress;

    @Option(names = "--strict", description = "Take warnings in the configuration for errors.")
    private boolean strict;

    @Option(names = "--allow-plain-http", description = "Let credentials travel over http.")
    private boolean allowPlainHttp;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The output: ${COMPLETION-CANDIDATES}. json is one object a line. Default: ${DEFAULT-VALUE}.")
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

    DescriptionStrategy description() {
        return description == DescriptionOf.REASON ? DescriptionStrategy.REASON : DescriptionStrategy.MESSAGE;
    }

    EventGate gate() {
        return gate == GateOf.FLUX ? EventGate.FLUX : EventGate.REVISION;
    }

    boolean reportProgress() {
        return reportProgress;
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
