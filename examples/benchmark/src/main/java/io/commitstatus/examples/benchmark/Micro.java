package io.commitstatus.examples.benchmark;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.StatusCodec;
import io.commitstatus.outbox.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The parts of a status's way that use no network, each by itself, with JMH. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class Micro {
    private static final CommitStatus STATUS = Rows.status(1);
    private static final List<Wanted> WANTED = Rows.wanted(-2, -1);

    private final MemoryOutbox outbox = MemoryOutbox.of(100_000, Clock.systemUTC());
    private final StandIn standIn = standIn();
    private final RouterArm router = new RouterArm(standIn.api(0), MemoryOutbox.of(100, Clock.systemUTC()));
    private long number;

    /** Made by JMH. */
    public Micro() {}

    private static StandIn standIn() {
        try {
            return StandIn.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One status is shown. */
    @Setup
    public void deliver() throws InterruptedException {
        router.send(0);
    }

    /** Ends what was begun. */
    @TearDown
    public void close() {
        router.close();
        standIn.close();
    }

    /** An event whose status is shown already, all the way through the outbox. */
    @Benchmark
    public void route() throws InterruptedException {
        router.send(0);
    }

    /** A status as the stores keep it. */
    @Benchmark
    public String encode() {
        return StatusCodec.write(STATUS);
    }

    /** A put into the outbox in memory, of the same status. */
    @Benchmark
    public List<PutResult> put() {
        return outbox.put(WANTED);
    }

    /** What an outbox in memory does for a status: put, claim and settle. */
    @Benchmark
    public void claim() {
        outbox.put(Rows.wanted(number, ++number));
        Rows.settle(outbox, Rows.claim(outbox, 1));
    }

    /** Runs all of them, in this process: Maven's class path is not one that another could be given. */
    static void main() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(Micro.class.getName())
                        .forks(0)
                        .warmupIterations(3)
                        .measurementIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementTime(TimeValue.seconds(2))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
