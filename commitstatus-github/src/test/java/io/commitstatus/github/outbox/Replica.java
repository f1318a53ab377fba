package io.commitstatus.github.outbox;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.jdbc.JdbcOutbox;
import io.commitstatus.model.OutboxException;
import io.commitstatus.spi.Outbox;
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

    private Replica() {}

    public static void main(String[] arguments) throws Exception {
        Outbox outbox = open(arguments[0]);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (CommitStatusRouter router = Job.router(arguments[1], arguments[2], arguments[3], outbox);
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
                ? JdbcOutbox.using(new UrlDataSource(store).dataSource())
                : JdbcOutbox.h2(Path.of(store));
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

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
