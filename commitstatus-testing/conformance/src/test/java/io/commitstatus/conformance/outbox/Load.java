package io.commitstatus.conformance.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.conformance.engine.Host;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.ShownStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Events for many registers, and what has been acknowledged of them. Thread-safe. */
final class Load {
    private static final int COMMITS = 40;
    private static final int OBJECTS = 5;
    /** So many may be under way, so that a killed process takes only a few along. */
    private static final int OUTSTANDING = 64;

    private final Random random;
    private final Map<Integer, Job> sent = new ConcurrentHashMap<>();
    private final Map<String, Integer> newest = new ConcurrentHashMap<>();
    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(OUTSTANDING);
    private int accepted;
    private int last;

    Load(long seed) {
        this.random = new Random(seed);
    }

    /** Hands events to the replicas in turn, until something has come true. */
    void run(BooleanSupplier until, ChildReplica... replicas) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!until.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("only " + accepted() + " events are acknowledged");
            }
            if (room.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                Job job = next();
                replicas[job.number() % replicas.length].route(job);
            }
        }
    }

    /** Whether so many more events are acknowledged. */
    BooleanSupplier more(int acknowledgements) {
        int until = accepted() + acknowledgements;
        return () -> accepted() >= until;
    }

    /** The next event, for any register. */
    synchronized Job next() {
        return next(random.nextInt(COMMITS), random.nextInt(OBJECTS));
    }

    /** The next event for a register. */
    synchronized Job next(int commit, int object) {
        Job job = new Job(++last, commit, object);
        sent.put(job.number(), job);
        return job;
    }

    /** Waits until a replica has acknowledged an event for a register, which it is handed. */
    void one(ChildReplica replica, int commit, int object) throws InterruptedException {
        room.acquire();
        Job job = next(commit, object);
        int before = accepted();
        replica.route(job);
        await("event " + job.number(), Duration.ofSeconds(60), () -> accepted() > before);
    }

    void acknowledged(int number) {
        Job job = sent.get(number);
        newest.merge(job.register(), number, Math::max);
        synchronized (this) {
            accepted++;
        }
        room.release();
    }

    /** A listener was told that the status of an event has ended. */
    void told(int number) {
        told.merge(sent.get(number).register(), number, Math::max);
    }

    /** Waits until of every register the newest acknowledged outcome, or a newer one, was told. */
    void awaitTold(Duration atMost) {
        await(
                "the outcome of every register's newest status",
                atMost,
                () -> newest.entrySet().stream().allMatch(it -> told.getOrDefault(it.getKey(), 0) >= it.getValue()));
    }

    /** Forgets what a killed process did not acknowledge. */
    void restarted() {
        room.drainPermits();
        room.release(OUTSTANDING);
    }

    /** The number of the event that was handed out last. */
    synchronized int last() {
        return last;
    }

    synchronized int accepted() {
        return accepted;
    }

    /** Waits until every acknowledged event, or a newer one, is shown. */
    void awaitShown(Host host, Duration atMost) {
        await(
                "every acknowledged event on its commit",
                atMost,
                () -> newest.entrySet().stream().allMatch(it -> shown(host, it.getKey()) >= it.getValue()));
    }

    /** Nothing acknowledged is missing, and nothing newer was overwritten by something older. */
    String verify(Host host) {
        int posted = 0;
        int distinct = 0;
        for (Map.Entry<String, Integer> it : newest.entrySet()) {
            List<Integer> numbers = numbers(host, it.getKey());
            assertThat(numbers.get(0)).as(it.getKey()).isGreaterThanOrEqualTo(it.getValue());
            assertThat(numbers.get(0))
                    .as(it.getKey())
                    .isEqualTo(numbers.stream().max(Integer::compare).orElseThrow());
            posted += numbers.size();
            distinct += (int) numbers.stream().distinct().count();
        }
        return accepted() + " accepted for " + newest.size() + " registers, " + posted
                + " posted, 0 lost, 0 out of order, " + untold() + " untold, " + (posted - distinct) + " duplicated";
    }

    private long untold() {
        return newest.entrySet().stream()
                .filter(it -> told.getOrDefault(it.getKey(), 0) < it.getValue())
                .count();
    }

    static int shown(Host host, String register) {
        return numbers(host, register).stream().findFirst().orElse(0);
    }

    /** The numbers of what was posted for a register, the newest first. */
    static List<Integer> numbers(Host host, String register) {
        int space = register.indexOf(' ');
        String key = register.substring(space + 1);
        return host.statuses(Job.REPOSITORY, register.substring(0, space)).stream()
                .filter(it -> it.key().startsWith(key))
                .map(ShownStatus::description)
                .map(it -> Integer.parseInt(it.substring(it.indexOf(' ') + 1)))
                .toList();
    }

    /** What has become of the only status of an event, once it has ended or the time is up. */
    static Outcome.Kind outcome(Receipt receipt, Duration within) throws InterruptedException {
        return receipt.await(within).outcome().orElseThrow().kind();
    }

    static void await(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + atMost + " in vain for " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
