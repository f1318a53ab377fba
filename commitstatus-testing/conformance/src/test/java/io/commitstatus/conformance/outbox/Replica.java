package io.commitstatus.conformance.outbox;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.FileOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.commitstatus.policy.DeliveryListener;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The main class of a process that routes what it is told to, a job a line, and tells what was accepted. It ends when its
 * input does, unless it is killed before.
 */
final class Replica {
    static final String READY = "ready";
    static final String BACKLOG = "backlog";
    static final String TOLD = "told";

    private Replica() {}

    public static void main(String[] arguments) throws Exception {
        Outbox outbox = open(arguments[0]);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (CommitStatusRouter router = Job.router(arguments[1], arguments[2], outbox, new Teller());
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            router.backlog();
            say(READY);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String job = line;
                if (job.equals(BACKLOG)) {
                    say(BACKLOG + " " + router.backlog().waiting());
                } else {
                    callers.execute(() -> route(router, Job.parse(job)));
                }
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static Outbox open(String store) {
        return store.startsWith("jdbc:")
                ? PostgresOutbox.using(new UrlDataSource(store).dataSource())
                : FileOutbox.at(Path.of(store));
    }

    private static void route(CommitStatusRouter router, Job job) {
        try {
            router.route(job.event());
            say(Integer.toString(job.number()));
        } catch (OutboxException e) {
            say("refused " + job.number() + " "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** Tells the number of every event whose status has ended. */
    private static final class Teller implements DeliveryListener {
        @Override
        public void settled(Settled event) {
            say(TOLD + " " + Job.number(event));
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
