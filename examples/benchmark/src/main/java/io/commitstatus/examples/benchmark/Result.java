package io.commitstatus.examples.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one arm with one latency.
 *
 * @param firstMs from opening it to the first status that is shown
 * @param samples one for each round
 * @param limits what the limit took in the same rounds
 * @param requests how many requests a status took with 0, 50 and 95 % repeats; empty where that was not counted
 * @param p50Ms how long a status takes, one after another, in the median
 * @param p99Ms and in the worst of a hundred
 * @param fileBytes of the outbox's file for each status that was sent, 0 where there is none
 */
record Result(
        Arms arm,
        int latencyMs,
        double firstMs,
        List<Sample> samples,
        List<Sample> limits,
        List<Double> requests,
        double p50Ms,
        double p99Ms,
        long fileBytes) {

    double median(ToDoubleFunction<Sample> what) {
        return middle(samples.stream().mapToDouble(what).toArray());
    }

    /** Against the limit of the same round, so that what slows down a whole round does not count. */
    double ratio(ToDoubleFunction<Sample> what) {
        double[] ratios = new double[samples.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = what.applyAsDouble(samples.get(i)) / what.applyAsDouble(limits.get(i));
        }
        return middle(ratios);
    }

    /** By how much rounds differ that ought to be equal: from the least to the most, against the median. */
    double spread(ToDoubleFunction<Sample> what) {
        double[] all = samples.stream().mapToDouble(what).sorted().toArray();
        return (all[all.length - 1] - all[0]) / middle(all);
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
