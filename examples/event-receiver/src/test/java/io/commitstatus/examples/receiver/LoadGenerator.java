package io.commitstatus.examples.receiver;

import io.commitstatus.testing.github.StandInGitHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Posts events to a receiver in a process of its own, and tells every minute how it goes: at a steady rate, of which each event
 * has something new to say about one of a thousand objects, and every tenth time a new commit; or as many as go, each with a
 * commit of its own. Not a test: a program.
 */
public final class LoadGenerator {
    private static final int EMITTERS = 8;
    private static final int OBJECTS = 1000;
    private static final int EVENTS_FOR_A_COMMIT = 10;
    private static final String ROW = "%6s %9s %9s %9s %9s %11s %11s %9s %9s%n";

    private final ReceiverProcess receiver;
    private final StandInGitHub github;
    private final int perMinute;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> micros = new ConcurrentLinkedQueue<>();
    private long sentBefore;
    private Duration cpuBefore = Duration.ZERO;

    private LoadGenerator(ReceiverProcess receiver, StandInGitHub github, int perMinute) {
        this.receiver = receiver;
        this.github = github;
        this.perMinute = perMinute;
    }

    /** Arguments: events a minute (default 10000; 0 for as many as go), minutes (default 3), file or memory (default file). */
    public static void main(String[] arguments) throws Exception {
        int perMinute = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path dir = Files.createTempDirectory("receiver-load");
        boolean memory = arguments.length > 2 && arguments[2].equals("memory");
        try (StandInGitHub github = StandInGitHub.start()) {
            github.primaryLimit(Integer.MAX_VALUE, 403);
            Fixture.write(dir, github);
            List<String> jvm =
                    List.of(perMinute > 0 ? "-Xmx64m" : "-Xmx256m", "-Djava.util.logging.config.file=/dev/null");
            String outbox = memory ? "memory" : dir.resolve("outbox").toString();
            try (ReceiverProcess receiver = ReceiverProcess.start(dir, jvm, "--outbox=" + outbox)) {
                new LoadGenerator(receiver, github, perMinute).run(minutes);
            }
        }
    }

    private void run(int minutes) throws Exception {
        System.out.printf(
                ROW, "minute", "events", "not 202", "p50 ms", "p99 ms", "requests", "waiting", "heap MiB", "CPU ms");
        ScheduledExecutorService emitters = Executors.newScheduledThreadPool(EMITTERS + 1);
        long everyNanos = perMinute == 0 ? 1 : TimeUnit.MINUTES.toNanos(1) * EMITTERS / perMinute;
        List<? extends Future<?>> running = IntStream.range(0, EMITTERS)
                .mapToObj(i -> emitters.scheduleAtFixedRate(
                        this::post, i * everyNanos / EMITTERS, everyNanos, TimeUnit.NANOSECONDS))
                .toList();
        long start = System.nanoTime();
        for (int minute = 1; minute <= minutes; minute++) {
            long end = start + TimeUnit.MINUTES.toNanos(minute);
            emitters.schedule(() -> {}, end - System.nanoTime(), TimeUnit.NANOSECONDS)
                    .get();
            report(String.valueOf(minute));
        }
        running.forEach(it -> it.cancel(false));
        emitters.shutdown();
        Fixture.until("all is delivered", Duration.ofMinutes(2), () -> waiting().equals("0.0"));
        sentBefore = 0;
        cpuBefore = Duration.ZERO;
        report("all");
    }

    private void post() {
        long number = sent.getAndIncrement();
        long object = number % OBJECTS;
        long turn = number / OBJECTS;
        String commit =
                perMinute == 0 ? "%040x".formatted(number) : "%020x%020x".formatted(object, turn / EVENTS_FOR_A_COMMIT);
        String event = Fixture.event("app-" + object, commit, "Applied for the " + turn + "th time")
                .replace("2026-01-01T00:00:00Z", Instant.now().toString());
        long begin = System.nanoTime();
        try {
            if (receiver.post(event) != 202) {
                refused.incrementAndGet();
            }
        } catch (Exception e) {
            refused.incrementAndGet();
        }
        micros.add((System.nanoTime() - begin) / 1000);
    }

    private void report(String minute) {
        long[] sorted = micros.stream().mapToLong(it -> it).sorted().toArray();
        micros.clear();
        String cpu = cpu(); // before the collection
        System.out.printf(
                ROW,
                minute,
                sent.get(),
                refused.get(),
                percentile(sorted, 50),
                percentile(sorted, 99),
                github.forge().requestCount(),
                waiting(),
                heap(),
                cpu);
    }

    /** Of the receiver's process, for each event since the last report; in the last one, for each of all. */
    private String cpu() {
        Duration now = receiver.cpu();
        long events = sent.get() - sentBefore;
        String each = events == 0 ? "-" : "%.2f".formatted(now.minus(cpuBefore).toNanos() / 1e6 / events);
        sentBefore = sent.get();
        cpuBefore = now;
        return each;
    }

    private static String percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? "-" : "%.1f".formatted(sorted[(sorted.length - 1) * percent / 100] / 1e3);
    }

    private String waiting() {
        return metric("commitstatus_waiting ");
    }

    /** What is still in use after a full collection. */
    private String heap() {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(receiver.id()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .start();
            jcmd.getInputStream().readAllBytes();
            double used = receiver.get("/metrics")
                    .lines()
                    .filter(it -> it.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                    .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' '))))
                    .sum();
            return "%.0f".formatted(used / (1024 * 1024));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String metric(String name) {
        try {
            return receiver.get("/metrics")
                    .lines()
                    .filter(it -> it.startsWith(name))
                    .map(it -> it.substring(name.length()))
                    .findFirst()
                    .orElse("?");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
