package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Wanted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
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
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor writer;

    /** What a thread waits for. */
    private record Call(List<? extends Batch.Step> steps, CompletableFuture<Void> done) {}

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

    /** Puts statuses, and waits until that is committed. */
    List<PutResult> put(List<Wanted> statuses) {
        List<Batch.PutStep> steps = statuses.stream().map(Batch.PutStep::new).toList();
        run(steps);
        return steps.stream().map(it -> Objects.requireNonNull(it.result())).toList();
    }

    /** Ends claims, and waits until that is committed. */
    List<SettleResult> settle(List<EndedClaim> ended) {
        List<Batch.SettleStep> steps = ended.stream().map(Batch.SettleStep::new).toList();
        run(steps);
        return steps.stream().map(it -> Objects.requireNonNull(it.result())).toList();
    }

    private void run(List<? extends Batch.Step> steps) {
        Call call = new Call(steps, new CompletableFuture<>());
        waiting.add(call);
        try {
            writer.execute(this::commitWaiting);
            call.done().join();
        } catch (RejectedExecutionException e) {
            throw new OutboxException("the outbox is closed", e);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new OutboxException(cause.getMessage() + "; nothing was changed", cause);
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
        try {
            database.run("store statuses", it -> {
                new Batch(it)
                        .run(calls.stream()
                                .flatMap(call -> call.steps().stream())
                                .toList());
                return calls;
            });
        } catch (Throwable e) {
            if (calls.size() > 1 && isAboutValues(e)) {
                calls.forEach(it -> commit(List.of(it)));
            } else {
                calls.forEach(it -> it.done().completeExceptionally(e));
            }
            return;
        }
        calls.forEach(it -> it.done().complete(null));
    }

    /** Whether the database is well and only did not like something it was given, which is one call's alone. */
    private static boolean isAboutValues(Throwable e) {
        if (!(e.getCause() instanceof SQLException cause)) {
            return e instanceof RuntimeException;
        }
        String state = cause.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
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
