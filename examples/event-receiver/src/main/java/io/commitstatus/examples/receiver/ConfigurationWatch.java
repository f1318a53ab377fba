package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.Problem;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the configuration in force whenever it has changed, and tells what is wrong with it. */
final class ConfigurationWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);
    private static final long EVERY_MILLIS = 1000;

    private final ConfigurationDirectory directory;
    private final CommitStatusRouter router;
    private final ScheduledExecutorService thread;

    ConfigurationWatch(ConfigurationDirectory directory, CommitStatusRouter router) {
        this.directory = directory;
        this.router = router;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "configuration");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        tell(router.configuration());
        thread.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            directory.changed().ifPresent(it -> {
                router.reconfigure(it);
                tell(it);
            });
        } catch (RuntimeException e) {
            LOG.error("the configuration could not be put in force; it is tried again at its next change", e);
        }
    }

    private void tell(Configuration configuration) {
        LOG.info(
                "{} Providers and {} Alerts are in force",
                configuration.providers().size(),
                configuration.alerts().size());
        configuration.problems().forEach(ConfigurationWatch::tell);
        router.problems().forEach(ConfigurationWatch::tell);
    }

    private static void tell(Problem problem) {
        LOG.warn("{} {}", problem.level(), problem);
    }

    void close() {
        thread.shutdown();
    }
}
