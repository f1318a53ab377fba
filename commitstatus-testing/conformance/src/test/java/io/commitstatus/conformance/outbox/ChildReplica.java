package io.commitstatus.conformance.outbox;

import io.commitstatus.conformance.engine.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Replica} in a process of its own. */
final class ChildReplica implements AutoCloseable {
    private final Process process;
    private final Writer input;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final LinkedBlockingQueue<Long> backlogs = new LinkedBlockingQueue<>();
    private final Thread reader;

    private ChildReplica(Process process, Load load) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(() -> read(load), "replica-output");
        reader.setDaemon(true);
        reader.start();
    }

    static ChildReplica start(String name, String store, Host host, Load load) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Replica.class.getName(),
                        store,
                        name,
                        host.url().toString(),
                        host.apiUrl().toString())
                .redirectError(Redirect.INHERIT)
                .start();
        return new ChildReplica(process, load);
    }

    private void read(Load load) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(Replica.READY)) {
                    ready.countDown();
                } else if (line.startsWith(Replica.BACKLOG)) {
                    backlogs.add(Long.parseLong(line.substring(Replica.BACKLOG.length() + 1)));
                } else if (line.startsWith(Replica.TOLD)) {
                    load.told(Integer.parseInt(line.substring(Replica.TOLD.length() + 1)));
                } else if (Character.isDigit(line.charAt(0))) {
                    load.acknowledged(Integer.parseInt(line));
                } else {
                    System.err.println(line);
                }
            }
        } catch (IOException e) {
            // It was killed in the middle of a line.
            ready.countDown();
        }
    }

    void awaitReady() throws InterruptedException {
        if (!ready.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the replica does not come up");
        }
    }

    /** Hands over a job; one that comes after the kill is lost, as it would be for a caller. */
    void route(Job job) {
        say(job.line());
    }

    long backlog() {
        say(Replica.BACKLOG);
        try {
            Long waiting = backlogs.poll(60, TimeUnit.SECONDS);
            if (waiting != null) {
                return waiting;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("the replica does not answer");
    }

    private void say(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Kills it, and takes note of all that it had said until then. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join(10_000);
    }

    /** Stops it where it is, as a virtual machine that is moved, until {@link #resume}. */
    void pause() throws Exception {
        signal("STOP");
    }

    void resume() throws Exception {
        signal("CONT");
    }

    private void signal(String signal) throws Exception {
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("cannot send SIG" + signal);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
