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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
    /** Every so many events are accepted in a transaction of the caller's. */
    private static final int IN_A_TRANSACTION = 3;

    private Replica() {}

    public static void main(String[] arguments) throws Exception {
        String store = arguments[0];
        Outbox outbox = open(store);
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
                    callers.execute(() -> route(router, Job.parse(job), store));
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

    private static void route(CommitStatusRouter router, Job job, String store) {
        try {
            if (store.startsWith("jdbc:") && job.number() % IN_A_TRANSACTION == 0) {
                routeInATransaction(router, job, store);
            } else {
                router.route(job.event());
            }
            say(Integer.toString(job.number()));
        } catch (OutboxException | SQLException e) {
            say("refused " + job.number() + " "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static void routeInATransaction(CommitStatusRouter router, Job job, String store) throws SQLException {
        try (Connection connection = DriverManager.getConnection(store)) {
            connection.setAutoCommit(false);
            router.route(job.event(), connection);
            connection.commit();
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
