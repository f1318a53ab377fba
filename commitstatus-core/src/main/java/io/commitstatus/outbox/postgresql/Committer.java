package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Wanted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts, settles and claims of many threads, committed together by one of its own: one round of statements and one wait for the
 * disk serve all who wait, and a claim leases what is put in the same transaction. It is also why a put never joins a transaction
 * of its caller's thread, and never feels that thread's interrupts. Thread-safe.
 */
final class Committer {
    private static final int TOGETHER = 256;
    /** How long a row may be locked by somebody else before what waits for it fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(5);

    private final Database database;
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<ClaimCall> claiming = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor writer;

    /** Puts or settles that a thread waits for. */
    private record Call(List<? extends Batch.Step> steps, CompletableFuture<Void> done, long deadline) {}

    /** A claim that a thread waits for. */
    private record ClaimCall(ClaimRequest request, CompletableFuture<List<Claim>> done) {}

    /**
     * What was committed.
     *
     * @param claims null when none were asked for, or nothing was done
     */
    private record Committed(Batch.Done done, @Nullable List<Claim> claims) {}

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
        await(begin(steps));
        return steps.stream().map(it -> Objects.requireNonNull(it.result())).toList();
    }

    /** Ends claims, and waits until that is committed. */
    List<Optional<SettleResult>> settle(List<EndedClaim> ended) {
        List<Batch.SettleStep> steps = ended.stream().map(Batch.SettleStep::new).toList();
        List<Call> calls = steps.stream().map(it -> begin(List.of(it))).toList();
        List<Optional<SettleResult>> results = new ArrayList<>(steps.size());
        OutboxException failure = null;
        for (int i = 0; i < steps.size(); i++) {
            try {
                await(calls.get(i));
                results.add(Optional.of(Objects.requireNonNull(steps.get(i).result())));
            } catch (OutboxException e) {
                results.add(Optional.empty());
                failure = e;
            }
        }
        if (failure != null && results.stream().noneMatch(Optional::isPresent)) {
            throw failure;
        }
        return results;
    }

    /** Leases rows, and waits until that is committed. */
    List<Claim> claim(ClaimRequest request) {
        ClaimCall call = new ClaimCall(request, new CompletableFuture<>());
        enqueue(claiming, call);
        try {
            return call.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Call begin(List<? extends Batch.Step> steps) {
        Call call = new Call(steps, new CompletableFuture<>(), System.nanoTime() + PATIENCE.toNanos());
        enqueue(waiting, call);
        return call;
    }

    private <C> void enqueue(Queue<C> queue, C call) {
        queue.add(call);
        try {
            writer.execute(this::commitWaiting);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Nobody may do it later whose caller was told that nothing was done; who has taken it up already will end
            // it.
            if (queue.remove(call)) {
                boolean closed = e instanceof RejectedExecutionException;
                throw new OutboxException(closed ? "the outbox is closed" : "there is no memory for its thread", e);
            }
        }
    }

    private static void await(Call call) {
        try {
            call.done().join();
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
        ClaimCall claim = claiming.poll();
        List<Call> left = calls.isEmpty() ? calls : commit(calls, claim);
        if (claim != null && !claim.done().isDone()) {
            claimAlone(claim);
        }
        later(left);
    }

    private void claimAlone(ClaimCall claim) {
        try {
            claim.done().complete(database.run("lease rows", it -> new ClaimRound(it, claim.request()).run()));
        } catch (Throwable e) {
            claim.done().completeExceptionally(e);
        }
    }

    /** Has them tried again soon: somebody is changing their rows, or froze while doing so, and nobody else need wait for that. */
    private void later(List<Call> calls) {
        if (calls.isEmpty()) {
            return;
        }
        LockSupport.parkNanos(A_MOMENT);
        for (Call call : calls) {
            if (System.nanoTime() - call.deadline() < 0) {
                waiting.add(call);
            } else {
                fail(call, "another transaction keeps a row locked");
            }
        }
        try {
            writer.execute(this::commitWaiting);
        } catch (RejectedExecutionException e) {
            calls.forEach(it -> fail(it, "the outbox is closed"));
        }
    }

    private static void fail(Call call, String why) {
        call.done()
                .completeExceptionally(
                        new OutboxException("the outbox's database cannot store statuses: " + why, null));
    }

    /** Commits calls together, with a claim where there is one and it can be; returns those that are to be tried again. */
    private List<Call> commit(List<Call> calls, @Nullable ClaimCall claim) {
        AtomicBoolean stored = new AtomicBoolean();
        Committed committed;
        try {
            committed = database.run("store statuses", it -> {
                stored.set(false);
                Batch.Done done =
                        new Batch(it).run(calls.stream().map(Call::steps).toList());
                if (claim == null || done.undone()) {
                    return new Committed(done, null);
                }
                stored.set(true);
                return new Committed(done, new ClaimRound(it, claim.request()).run());
            });
        } catch (Throwable e) {
            if (stored.get()) {
                // It was the claim, and a status is not refused for that.
                return commit(calls, null);
            }
            if (calls.size() > 1 && isAboutValues(e)) {
                return each(calls);
            }
            calls.forEach(it -> it.done().completeExceptionally(e));
            return List.of();
        }
        Batch.Done done = committed.done();
        if (done.undone()) {
            return calls.size() > 1 ? each(calls) : calls;
        }
        List<Call> left = new ArrayList<>();
        for (Call call : calls) {
            if (call.steps().stream().anyMatch(it -> done.busy().contains(it.hash))) {
                left.add(call);
            } else {
                call.done().complete(null);
            }
        }
        if (claim != null && committed.claims() != null) {
            claim.done().complete(committed.claims());
        }
        return left;
    }

    private List<Call> each(List<Call> calls) {
        return calls.stream().flatMap(it -> commit(List.of(it), null).stream()).toList();
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
