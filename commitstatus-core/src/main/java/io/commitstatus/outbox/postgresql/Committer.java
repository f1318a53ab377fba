package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.LeasedRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Puts and settles of many threads, committed together by one of its own: one round of statements and one wait for the disk serve
 * all who wait. It is also why a put never joins a transaction of its caller's thread, and never feels that thread's interrupts.
 * Thread-safe.
 */
final class Committer {
    private static final int TOGETHER = 256;

    private final Database database;
    private final Queue<Call<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor writer;

    /** What is done to some rows. */
    interface Change<T> {
        /** Given the rows that are there, which it replaces; the time is the outbox's. */
        T apply(Map<String, LeasedRow> rows, Instant now);
    }

    private record Call<T>(List<String> hashes, Change<T> change, CompletableFuture<T> result) {}

    Committer(Database database) {
        this.database = database;
        this.writer = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "commitstatus-outbox");
            thread.setDaemon(true);
            thread.setContextClassLoader(Committer.class.getClassLoader());
            return thread;
        });
        writer.allowCoreThreadTimeOut(true);
    }

    /** Changes the rows of these keys, and waits until that is committed. */
    <T> T change(Collection<DeliveryKey> keys, Change<T> change) {
        Call<T> call = new Call<>(keys.stream().map(Digest::of).toList(), change, new CompletableFuture<>());
        waiting.add(call);
        try {
            writer.execute(this::commitWaiting);
            return call.result().join();
        } catch (RejectedExecutionException e) {
            throw new OutboxException("the outbox is closed", e);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new OutboxException(cause.getMessage() + "; nothing was changed", cause);
        }
    }

    private void commitWaiting() {
        List<Call<?>> calls = new ArrayList<>();
        while (calls.size() < TOGETHER) {
            Call<?> call = waiting.poll();
            if (call == null) {
                break;
            }
            calls.add(call);
        }
        if (!calls.isEmpty()) {
            commit(calls);
        }
    }

    private void commit(List<Call<?>> calls) {
        List<Runnable> completions;
        try {
            completions = database.run("store statuses", it -> apply(it, calls));
        } catch (Throwable e) {
            if (calls.size() > 1 && isAboutValues(e)) {
                calls.forEach(it -> commit(List.of(it)));
            } else {
                calls.forEach(it -> it.result().completeExceptionally(e));
            }
            return;
        }
        completions.forEach(Runnable::run);
    }

    /** Whether the database is well and only did not like something it was given, which is one call's alone. */
    private static boolean isAboutValues(Throwable e) {
        if (!(e.getCause() instanceof SQLException cause)) {
            return e instanceof RuntimeException;
        }
        String state = cause.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    private static List<Runnable> apply(Transaction transaction, List<Call<?>> calls) throws SQLException {
        RowTable table = new RowTable(transaction);
        // In the order of the keys, so that no two replicas wait for each other.
        TreeSet<String> hashes = new TreeSet<>();
        calls.forEach(it -> hashes.addAll(it.hashes()));
        RowTable.Found found = table.lock(hashes);
        Map<String, LeasedRow> stored = found.rows();
        Map<String, LeasedRow> current = new HashMap<>(stored);
        List<Runnable> completions = new ArrayList<>();
        for (Call<?> call : calls) {
            completions.add(apply(call, current, found, transaction.now()));
        }
        table.write(stored, current);
        return completions;
    }

    private static <T> Runnable apply(Call<T> call, Map<String, LeasedRow> current, RowTable.Found found, Instant now) {
        if (call.hashes().stream().anyMatch(found.unreadable()::contains)) {
            OutboxException e = new OutboxException(
                    "a row of this status was written by a later release, or is damaged; update this one, or delete the row",
                    null);
            return () -> call.result().completeExceptionally(e);
        }
        T result = call.change().apply(current, now);
        return () -> call.result().complete(result);
    }

    /** Begins nothing more, and ends what it has begun. */
    void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
