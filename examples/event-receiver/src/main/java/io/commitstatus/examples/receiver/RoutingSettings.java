package io.commitstatus.examples.receiver;

import io.commitstatus.RouterBuilder;
import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.EventGate;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a router can be told. */
final class RoutingSettings {

    /** Which events may become statuses. */
    enum Gate {
        REVISION,
        FLUX;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a description is made of. */
    enum Description {
        MESSAGE,
        REASON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--gate",
            paramLabel = "GATE",
            defaultValue = "revision",
            description =
                    "Which events may become statuses: ${COMPLETION-CANDIDATES}. revision lets through every one that names a"
                            + " commit, flux those that Flux 1.8 and newer lets through. Default: ${DEFAULT-VALUE}.")
    private Gate gate = Gate.REVISION;

    @Option(
            names = "--description",
            paramLabel = "OF",
            defaultValue = "message",
            description = "Where the description comes from: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Description description = Description.MESSAGE;

    @Option(
            names = "--report-progress",
            description = "Report what is still in progress as pending instead of skipping it.")
    private boolean reportProgress;

    @Option(
            names = "--no-cross-namespace-refs",
            description = "Do not let Alerts match objects in other namespaces, like Flux's option of the same name.")
    private boolean noCrossNamespaceRefs;

    @Option(
            names = "--check-before-posting",
            description = "Ask the Git host before a commit's first status, so that a restart with an outbox in memory"
                    + " repeats nothing. Costs one request for each commit and key.")
    private boolean checkBeforePosting;

    @Option(
            names = "--rate-limit",
            paramLabel = "TYPE=N/DURATION",
            split = ",",
            description =
                    "The pace of a Provider type, such as github=80/1m, or github=none. Default: the Git hosts' own.")
    private Map<String, SettingTypes.Pace> rateLimits = Map.of();

    @Option(names = "--allow-plain-http", description = "Allow plain http, which sends credentials unencrypted.")
    private boolean allowPlainHttp;

    void apply(RouterBuilder builder) {
        builder.gate(gate == Gate.FLUX ? EventGate.flux() : EventGate.revision())
                .description(
                        description == Description.REASON
                                ? DescriptionStrategy.reason()
                                : DescriptionStrategy.message())
                .reportProgress(reportProgress)
                .crossNamespaceRefs(!noCrossNamespaceRefs)
                .checkBeforePosting(checkBeforePosting)
                .allowPlainHttp(allowPlainHttp);
        rateLimits.forEach((type, pace) -> builder.rateLimits(type, pace.limits()));
    }
}
