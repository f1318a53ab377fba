package io.commitstatus.examples.benchmark;

import io.commitstatus.examples.benchmark.Arms.Stores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Lets all arms take turns in one run, so that each meets the same machine. */
final class Measurement {
    private final StandIn standIn;
    private final Stores stores;
    private final Plan plan;

    Measurement(StandIn standIn, Stores stores, Plan plan) {
        this.standIn = standIn;
        this.stores = stores;
        this.plan = plan;
    }

    List<Result> run() throws Exception {
        List<Result> results = new ArrayList<>();
        for (int latency : plan.latenciesMs()) {
            results.addAll(run(latency));
        }
        return results;
    }

    private List<Result> run(int latency) throws Exception {
        List<Turn> turns = new ArrayList<>();
        try {
            for (Arms arm : Arms.values()) {
                Turn turn = new Turn(arm, latency);
                turns.add(turn);
                turn.warmUp();
            }
            List<Turn> order = new ArrayList<>(turns);
            for (int round = 0; round < plan.rounds(); round++) {
                for (Turn turn : order) {
                    turn.sample();
                }
                Collections.rotate(order, 1);
            }
            for (Turn turn : turns) {
                turn.finish();
            }
        } finally {
            for (Turn turn : turns) {
                turn.arm.close();
            }
        }
        List<Sample> limits = turns.get(0).samples;
        List<Result> results = new ArrayList<>();
        for (Turn turn : turns) {
            results.add(turn.result(limits));
        }
        return results;
    }

    /** One arm with one latency. */
    private final class Turn {
        private final Arms kind;
        private final int latency;
        private final Arm arm;
        private final long opened = System.nanoTime();
        private double firstMs;
        private final List<Sample> samples = new ArrayList<>();
        private final List<Double> requests = new ArrayList<>();
        private double[] singlesMs = {};
        private long sent = 1;

        Turn(Arms kind, int latency) throws Exception {
            this.kind = kind;
            this.latency = latency;
            URI api = standIn.api(latency);
            System.err.println(kind.key() + ", answers after " + latency + " ms");
            this.arm = kind.open(api, stores);
        }

        void warmUp() throws Exception {
            arm.send(0);
            firstMs = millisSince(opened);
            pass(arm.send(Work.lasting(sent, plan.warmUpNanos(latency))));
        }

        /** Past what was sent, and what each thread had taken when the time was up. */
        private void pass(long statuses) {
            sent += statuses + Arm.IN_FLIGHT;
        }

        void sample() throws Exception {
            Sample sample = Sample.of(arm, Work.lasting(sent, plan.roundNanos()));
            samples.add(sample);
            pass(sample.statuses());
        }

        void finish() throws Exception {
            if (latency == Plan.CHART_AT_MS) {
                requests.add(requests(1));
                requests.add(requests(2));
                requests.add(requests(20));
            }
            singlesMs = new double[plan.singles()];
            for (int i = 0; i < singlesMs.length; i++) {
                long begun = System.nanoTime();
                arm.send(sent++);
                singlesMs[i] = millisSince(begun);
            }
            Arrays.sort(singlesMs);
        }

        /** How many requests a status takes when each comes so many times. */
        private double requests(int times) throws Exception {
            long before = standIn.posts();
            for (int i = 0; i < times; i++) {
                arm.send(Work.of(sent, plan.different()));
            }
            sent += plan.different();
            return (double) (standIn.posts() - before) / (plan.different() * times);
        }

        Result result(List<Sample> limits) throws IOException {
            return new Result(
                    kind,
                    latency,
                    firstMs,
                    samples,
                    limits,
                    requests,
                    singlesMs[singlesMs.length / 2],
                    singlesMs[singlesMs.length * 99 / 100],
                    kind == Arms.FILE ? bytes(stores.file(standIn.api(latency))) / sent : 0);
        }
    }

    private static double millisSince(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    /** A file with what stands beside it. */
    private static long bytes(Path file) throws IOException {
        long sum = 0;
        try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
            for (Path it : siblings.toList()) {
                sum += it.getFileName().toString().startsWith(file.getFileName().toString()) ? Files.size(it) : 0;
            }
        }
        return sum;
    }
}
