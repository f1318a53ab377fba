package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts each version of the configuration in force, and tells what is wrong with it. */
final class ConfigurationInForce {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationInForce.class);

    private final CommitStatusRouter router;
    private final ConfigurationSource source;

    ConfigurationInForce(CommitStatusRouter router, ConfigurationSource source) {
        this.router = router;
        this.source = source;
    }

    void start() {
        if (source.missing().isEmpty()) {
            tell();
        }
        source.start(this::put);
    }

    /** All that is wrong now, with the documents and with what the router made of them. */
    static List<Problem> problems(CommitStatusRouter router) {
        return Stream.concat(router.configuration().problems().stream(), router.problems().stream())
                .toList();
    }

    private void put(Configuration configuration) {
        try {
            router.reconfigure(configuration);
            tell();
        } catch (RuntimeException e) {
            LOG.error("the configuration could not be put in force; it is tried again at its next change", e);
        }
    }

    private void tell() {
        List<Problem> problems = problems(router);
        Configuration configuration = router.configuration();
        LOG.info(
                "{} Providers and {} Alerts are read, with {} problems",
                configuration.providers().size(),
                configuration.alerts().size(),
                problems.size());
        problems.forEach(it -> LOG.warn("{} {}", it.level(), it));
        source.problems(problems);
    }
}
