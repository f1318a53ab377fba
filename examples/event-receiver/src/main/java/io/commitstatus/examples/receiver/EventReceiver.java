package io.commitstatus.examples.receiver;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the events of Flux's controllers, and marks the commits that they speak of. */
public final class EventReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(EventReceiver.class);

    private EventReceiver() {}

    /** Runs until SIGTERM. Options and environment variables stand in the README. */
    public static void main(String[] arguments) throws IOException {
        Settings settings;
        try {
            settings = Settings.of(List.of(arguments), System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Receiver receiver = Receiver.start(settings, Store.open(settings), options -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(() -> receiver.close(settings.stopWithin()), "stop"));
        LOG.info("listening on {}, configuration in {}", receiver.url(), settings.config());
    }
}
