package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.http.Limits;
import io.commitstatus.model.CommitStatusException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Receives events from Flux controllers and sets the statuses of their commits. */
public final class EventReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(EventReceiver.class);
    private static final int BAD_USAGE = 2;
    /** Empty, it lets the JVM send a proxy's password on the way to an https host; read once, by the first request. */
    private static final String TUNNELLING = "jdk.http.auth.tunneling.disabledSchemes";

    private EventReceiver() {}

    /** Runs until SIGTERM. Options and environment variables stand in the README. */
    public static void main(String[] arguments) throws Exception {
        if (System.getProperty(TUNNELLING) == null) {
            System.setProperty(TUNNELLING, "");
        }
        Settings settings = new Settings();
        CommandLine line = Settings.line(settings, System.getenv());
        line.setParameterExceptionHandler((e, given) -> {
            line.getErr().println("event-receiver: " + message(e));
            line.getErr().println("Try event-receiver --help");
            return BAD_USAGE;
        });
        line.setExecutionStrategy(parsed -> {
            Integer help = CommandLine.executeHelpRequest(parsed);
            return help == null ? run(() -> start(settings)) : help;
        });
        System.exit(line.execute(arguments));
    }

    /** Of what is not understood no value is repeated: it may be a token. */
    private static String message(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? "unknown: " + unmatched.getUnmatched().get(0).replaceFirst("(?s)=.*", "")
                : String.valueOf(e.getMessage());
    }

    private static int run(Callable<Receiver> starting) {
        try {
            starting.call();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException | CommitStatusException | IllegalArgumentException e) {
            System.err.println("event-receiver: " + e.getMessage());
            return 1;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Receiver start(Settings settings) throws IOException {
        if (settings.caFile().isPresent()) {
            Trust.add(settings.caFile().get());
        }
        Receiver receiver = Receiver.start(
                settings,
                Limits.forHeap(Runtime.getRuntime().maxMemory()),
                Store.open(settings),
                Sources.of(settings),
                System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> receiver.close(settings.stopWithin()), "stop"));
        LOG.info("events on {}, health on {}", receiver.url(), receiver.adminUrl());
        return receiver;
    }
}
