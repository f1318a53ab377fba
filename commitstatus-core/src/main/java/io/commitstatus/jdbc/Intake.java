package io.commitstatus.jdbc;

import io.commitstatus.internal.delivery.Register;
import io.commitstatus.internal.delivery.Register.Put;
import io.commitstatus.internal.delivery.Register.Times;
import io.commitstatus.model.OutboxException;
import io.commitstatus.spi.Outbox.PutResult;
import io.commitstatus.spi.Outbox.Wanted;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Puts of many threads, committed together by one of its own: one wait for the disk serves all who wait. It is also why a put
 * never joins a transaction of its caller's thread, and never feels that thread's interrupts. Thread-safe.
 */
final class Intake {
    private static final int TOGETHER = 256;

    private final Database database;
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor writer;

    private record Call(List<Wanted> statuses, CompletableFuture<List<PutResult>> results) {}

    Intake(Database database) {
        this.database = database;
        this.writer = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "commitstatus-outbox");
            thread.setDaemon(true);
            thread.setContextClassLoader(Intake.class.getClassLoader());
            return thread;
        });
        writer.allowCoreThreadTimeOut(true);
    }

    List<PutResult> put(List<Wanted> statuses) {
        Call call = new Call(statuses, new CompletableFuture<>());
        waiting.add(call);
        try {
            writer.execute(this::commitWaiting);
            return call.results().join();
        } catch (RejectedExecutionException e) {
            throw new OutboxException("the outbox is closed; it takes nothing", e);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new OutboxException(cause.getMessage() + "; nothing was accepted", cause);
        }
    }

    private void commitWaiting() {
        List<Call> calls = new ArrayList<>();
        while (calls.size() < TOGETHER) {
            Call call = waiting.poll();
            if (call == null) {
                break;
            }
            calls.add(call);
        }
        if (!calls.isEmpty()) {
            commit(calls);
        }
    }

    private void commit(List<Call> calls) {
        List<List<PutResult>> results;
        try {
            results = database.run("take statuses", it -> put(it, calls));
        } catch (RuntimeException e) {
            if (calls.size() > 1 && aboutValues(e)) {
                calls.forEach(it -> commit(List.of(it)));
            } else {
                calls.forEach(it -> it.results().completeExceptionally(e));
            }
            return;
        } catch (Error e) {
            calls.forEach(it -> it.results().completeExceptionally(e));
            throw e;
        }
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).results().complete(results.get(i));
        }
    }

    /** Whether the database is well and only did not like something it was given, which is one call's alone. */
    private static boolean aboutValues(RuntimeException e) {
        if (!(e.getCause() instanceof SQLException cause)) {
            return true;
        }
        String state = cause.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    private static List<List<PutResult>> put(Transaction transaction, List<Call> calls) throws SQLException {
        RowTable table = new RowTable(transaction);
        Times times = new Times(transaction.now(), transaction.now());
        TreeSet<String> hashes = new TreeSet<>();
        calls.forEach(call -> call.statuses().forEach(it -> hashes.add(Digest.of(it.key()))));
        Map<String, Register> stored = table.lock(hashes);
        Map<String, Register> current = new HashMap<>(stored);
        List<List<PutResult>> results = new ArrayList<>();
        for (Call call : calls) {
            List<PutResult> ofCall = new ArrayList<>();
            for (Wanted wanted : call.statuses()) {
                String hash = Digest.of(wanted.key());
                Put put = Register.put(current.get(hash), storable(wanted), times);
                current.put(hash, put.next());
                ofCall.add(put.result());
            }
            results.add(ofCall);
        }
        // In the order of the keys, as the locks were taken, so that no two replicas wait for each other.
        TreeMap<String, Register> fresh = new TreeMap<>(current);
        fresh.keySet().removeAll(stored.keySet());
        TreeMap<String, Register> changed = new TreeMap<>(current);
        changed.keySet().retainAll(stored.keySet());
        changed.entrySet().removeIf(it -> it.getValue().equals(stored.get(it.getKey())));
        table.insert(fresh.values());
        table.update(changed.values());
        return results;
    }

    /** With the time as it will be read back, so that the order does not hang on what the database cuts off. */
    private static Wanted storable(Wanted it) {
        Instant time = it.eventTime();
        return new Wanted(it.id(), it.key(), it.provider(), it.status(), time == null ? null : RowColumns.micros(time));
    }

    /** Takes nothing more, and ends what it has begun. */
    void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
