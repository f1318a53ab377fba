package io.commitstatus.examples.cli;

import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.EventGate;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How events become statuses. */
final class StatusOptions {

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

    @Option(
            names = "--description",
            paramLabel = "OF",
            defaultValue = "message",
            description = "Where the description comes from: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private DescriptionOf description = DescriptionOf.MESSAGE;

    @Option(
            names = "--gate",
            paramLabel = "GATE",
            defaultValue = "revision",
            description =
                    "Which events may become statuses: ${COMPLETION-CANDIDATES}. revision lets through every one that names"
                            + " a commit, flux only those that Flux 1.8 and newer does. Default: ${DEFAULT-VALUE}.")
    private GateOf gate = GateOf.REVISION;

    @Option(
            names = "--report-progress",
            description = "Report what is still in progress as pending instead of skipping it.")
    private boolean reportProgress;

    DescriptionStrategy description() {
        return description == DescriptionOf.REASON ? DescriptionStrategy.reason() : DescriptionStrategy.message();
    }

    EventGate gate() {
        return gate == GateOf.FLUX ? EventGate.flux() : EventGate.revision();
    }

    boolean reportProgress() {
        return reportProgress;
    }
}
