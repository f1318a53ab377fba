package io.commitstatus.examples.benchmark;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much is measured.
 *
 * @param latenciesMs how long the stand-in takes for an answer
 * @param rounds in each of which every arm has its turn
 * @param roundMs how long a turn is
 * @param warmUpMs how long an arm runs before it is measured, with the first latency; a quarter of that with the others
 * @param singles how many statuses are sent one after another, to see how long one takes
 * @param different how many are sent once, twice and twenty times, to count requests
 */
record Plan(List<Integer> latenciesMs, int rounds, int roundMs, int warmUpMs, int singles, int different) {
    /** The latency that the chart shows, and with which repeats are counted. */
    static final int CHART_AT_MS = 5;

    private static final List<Integer> LATENCIES_MS = List.of(0, 5, 50);

    /** Ten minutes. */
    static Plan full() {
        return new Plan(LATENCIES_MS, 5, 4_000, 12_000, 200, 100);
    }

    /** Within two minutes. */
    static Plan quick() {
        return new Plan(LATENCIES_MS, 3, 700, 2_000, 30, 20);
    }

    long roundNanos() {
        return TimeUnit.MILLISECONDS.toNanos(roundMs);
    }

    long warmUpNanos(int latencyMs) {
        return TimeUnit.MILLISECONDS.toNanos(warmUpMs) / (latencyMs == latenciesMs.get(0) ? 1 : 4);
    }
}
