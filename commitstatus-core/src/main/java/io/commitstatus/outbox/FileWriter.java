package io.commitstatus.outbox;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * The one thread that uses the file. It takes all that others ask for meanwhile, commits it in one transaction, and then tells
 * them: while one commit waits for the disk, the next gathers. Thread-safe.
 */
final class FileWriter {
    private static final int TOGETHER = 512;

    private final FileStore store;
    private final Rows rows;
    private final Clock steady;
    private final BlockingQueue<Call> waiting = new LinkedBlockingQueue<>();
    /** What was told and is not noted yet. */
    private final Queue<Row> told = new ConcurrentLinkedQueue<>();

    private final Thread thread;
    private volatile boolean closed;

    /** The rows in memory. */
    interface Rows {
        /** The rows of these keys that are in memory; none of them may be claimed until {@link #end}. */
        Map<DeliveryKey, LeasedRow> begin(Collection<DeliveryKey> keys);

        /** These are on the disk now; none when that has failed. */
        void end(Collection<DeliveryKey> keys, Collection<LeasedRow> written, Instant now);
    }

    /** What is done to some rows. */
    interface Change<T> {
        /** Given the rows that are there, which it replaces; what it throws concerns this change alone. */
        T apply(Map<DeliveryKey, LeasedRow> rows, Instant now);
    }

    /** What others ask for. */
    private sealed interface Call {
        void fail(Throwable e);
    }

    private record ChangeCall<T>(List<DeliveryKey> keys, Change<T> change, CompletableFuture<T> result)
            implements Call {
        @Override
        public void fail(Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private record ReadCall<T>(Function<FileStore, T> read, CompletableFuture<T> result) implements Call {
        @Override
        public void fail(Throwable e) {
            result.completeExceptionally(e);
        }

        void run(FileStore store) {
            try {
                result.complete(read.apply(store));
            } catch (Throwable e) {
                fail(e);
            }
        }
    }

    private record Stop() implements Call {
        @Override
        public void fail(Throwable e) {}
    }

    FileWriter(FileStore store, Rows rows, Clock steady) {
        this.store = store;
        this.rows = rows;
        this.steady = steady;
        this.thread = new Thread(null, this::run, "commitstatus-outbox", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(FileWriter.class.getClassLoader());
        thread.start();
    }

    /** Changes rows, and waits until that is on the disk. */
    <T> T change(List<DeliveryKey> keys, Change<T> change) {
        ChangeCall<T> call = new ChangeCall<>(keys, change, new CompletableFuture<>());
        enqueue(call);
        return await(call.result());
    }

    /** Notes with whatever is committed next that the outcomes of rows were told. */
    void tell(Collection<Row> rows) {
        checkOpen();
        told.addAll(rows);
    }

    /** Uses the file between two commits. */
    <T> T read(Function<FileStore, T> read) {
        ReadCall<T> call = new ReadCall<>(read, new CompletableFuture<>());
        enqueue(call);
        return await(call.result());
    }

    void checkOpen() {
        if (closed) {
            throw new OutboxException("the outbox is closed", null);
        }
    }

    private void enqueue(Call call) {
        checkOpen();
        waiting.add(call);
        if (closed && waiting.remove(call)) {
            throw new OutboxException("the outbox is closed", null);
        }
    }

    private static <T> T await(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutboxException cause) {
                throw cause;
            }
            throw new OutboxException("the outbox's file cannot be used: " + e.getCause(), e.getCause());
        }
    }

    private void run() {
        boolean stopped = false;
        while (!stopped) {
            List<Call> calls = new ArrayList<>();
            try {
                calls.add(waiting.take());
            } catch (InterruptedException e) {
                // Nobody but close ends it, by a call of its own.
                continue;
            }
            waiting.drainTo(calls, TOGETHER - 1);
            try {
                work(calls);
            } catch (Throwable e) {
                calls.forEach(it -> it.fail(e));
            }
            stopped = calls.stream().anyMatch(Stop.class::isInstance);
        }
    }

    private void work(List<Call> calls) {
        List<ChangeCall<?>> changes = new ArrayList<>();
        for (Call call : calls) {
            if (call instanceof ChangeCall<?> change) {
                changes.add(change);
            } else if (call instanceof ReadCall<?> read) {
                commit(changes);
                changes = new ArrayList<>();
                read.run(store);
            }
        }
        commit(changes);
    }

    private void commit(List<ChangeCall<?>> calls) {
        List<Row> toldNow = takeTold();
        if (calls.isEmpty() && toldNow.isEmpty()) {
            return;
        }
        Set<DeliveryKey> keys = new LinkedHashSet<>();
        calls.forEach(it -> keys.addAll(it.keys()));
        toldNow.forEach(it -> keys.add(it.key()));
        Instant now = steady.instant();
        List<LeasedRow> written = new ArrayList<>();
        List<Runnable> completions = new ArrayList<>();
        // Whatever is thrown after the keys were taken, they are free again: a row whose key is not could never be
        // claimed.
        try {
            Map<DeliveryKey, LeasedRow> before = rows.begin(keys);
            List<DeliveryKey> missing = new ArrayList<>();
            calls.forEach(call ->
                    call.keys().stream().filter(it -> !before.containsKey(it)).forEach(missing::add));
            List<Row> onDisk =
                    toldNow.stream().filter(it -> !before.containsKey(it.key())).toList();
            store.change(missing, onDisk, now, found -> {
                before.putAll(found);
                Map<DeliveryKey, LeasedRow> current = new HashMap<>(before);
                toldNow.forEach(row ->
                        current.computeIfPresent(row.key(), (key, it) -> RowTransitions.told(it, row.version())));
                calls.forEach(it -> completions.add(apply(it, current, now)));
                current.forEach((key, row) -> {
                    if (!row.equals(before.get(key))) {
                        written.add(row);
                    }
                });
                return written;
            });
        } catch (Throwable e) {
            written.clear();
            told.addAll(toldNow);
            calls.forEach(it -> it.fail(e));
            return;
        } finally {
            rows.end(keys, written, now);
        }
        completions.forEach(Runnable::run);
    }

    private List<Row> takeTold() {
        List<Row> some = new ArrayList<>();
        for (Row row = told.poll(); row != null; row = some.size() < TOGETHER ? told.poll() : null) {
            some.add(row);
        }
        return some;
    }

    private static <T> Runnable apply(ChangeCall<T> call, Map<DeliveryKey, LeasedRow> current, Instant now) {
        Map<DeliveryKey, LeasedRow> own = new HashMap<>();
        for (DeliveryKey key : call.keys()) {
            LeasedRow row = current.get(key);
            if (row != null) {
                own.put(key, row);
            }
        }
        try {
            T result = call.change().apply(own, now);
            current.putAll(own);
            return () -> call.result().complete(result);
        } catch (Throwable e) {
            return () -> call.fail(e);
        }
    }

    /** Ends what was begun, and closes the file. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        waiting.add(new Stop());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        store.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
