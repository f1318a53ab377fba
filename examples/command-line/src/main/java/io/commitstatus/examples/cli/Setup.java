package io.commitstatus.examples.cli;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.RouterBuilder;
import io.commitstatus.model.Problem;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.policy.RetryPolicy;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the options come to: a configuration, its Secrets, and a router. */
record Setup(
        CommonOptions options,
        Plugins plugins,
        Configuration configuration,
        Secrets secrets,
        Map<String, String> environment) {
    /** Who waits for the command to end is told of a denial at once. */
    static final RetryPolicy RETRIES = RetryPolicy.defaults().deniedFor(Duration.ZERO);

    /** Reads everything, whatever is wrong with it. */
    static Setup read(CommonOptions options, Map<String, String> environment) {
        Plugins plugins = Plugins.load(options.plugins());
        Configuration configuration =
                plugins.reader().strict(options.strict()).lenient(true).load(options.config());
        return new Setup(options, plugins, configuration, Secrets.of(options, configuration, environment), environment);
    }

    /**
     * A router, after it is certain that every Provider can be used.
     *
     * @param err where warnings go
     * @throws BadInputException with all errors
     */
    CommitStatusRouter router(StatusOptions status, PrintWriter err) {
        List<Problem> problems = configuration.problems();
        // A Secret that the configuration lacks may be where the options say.
        refuse(hasErrors(problems) ? secrets.together().problems() : problems, err);
        CommitStatusRouter router = builder()
                .description(status.description())
                .gate(status.gate())
                .reportProgress(status.reportProgress())
                .build();
        try {
            refuse(router.problems(), err);
            return router;
        } catch (BadInputException e) {
            router.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * A router on what is sound.
     *
     * @throws BadInputException when the environment names a proxy that cannot be used
     */
    CommitStatusRouter open() {
        return builder().build();
    }

    private RouterBuilder builder() {
        RouterBuilder builder = CommitStatusRouter.builder(configuration)
                .secrets(secrets.resolver())
                // What the events took in memory, their statuses may take.
                .outbox(MemoryOutbox.of(Integer.MAX_VALUE, Clock.systemUTC()))
                .retryPolicy(RETRIES)
                .allowPlainHttp(options.allowPlainHttp());
        plugins.addTo(builder);
        return proxied(builder, environment);
    }

    /**
     * The same with the environment's proxies.
     *
     * @throws BadInputException when a variable names no usable proxy
     */
    static RouterBuilder proxied(RouterBuilder builder, Map<String, String> environment) {
        try {
            return builder.proxyFromEnvironment(environment);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    static boolean hasErrors(List<Problem> problems) {
        return problems.stream().anyMatch(it -> it.level() == Problem.Level.ERROR);
    }

    private static void refuse(List<Problem> problems, PrintWriter err) {
        problems.stream()
                .filter(it -> it.level() == Problem.Level.WARNING)
                .forEach(it -> err.println("warning: " + TokenShapes.blank(Text.line(it.toString()))));
        if (hasErrors(problems)) {
            throw new BadInputException(problems.stream()
                    .filter(it -> it.level() == Problem.Level.ERROR)
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n")));
        }
    }
}
