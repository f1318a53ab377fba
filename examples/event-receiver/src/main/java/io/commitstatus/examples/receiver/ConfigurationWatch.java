package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.Problem;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the configuration in force whenever it has changed, and tells what is wrong with it. */
final class ConfigurationWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);
    private static final long EVERY_MILLIS = 1000;

    private final ConfigurationDirectory directory;
    private final CommitStatusRouter router;
    private final CountDownLatch closed = new CountDownLatch(1);

    ConfigurationWatch(ConfigurationDirectory directory, CommitStatusRouter router) {
        this.directory = directory;
        this.router = router;
    }

    void start() {
        tell(router.configuration());
        Thread thread = new Thread(this::run, "configuration");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // and the thread ends
        }
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
        closed.countDown();
    }
}
