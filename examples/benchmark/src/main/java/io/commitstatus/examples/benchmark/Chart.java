package io.commitstatus.examples.benchmark;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Throughput and CPU of all arms against the limit, with one latency. */
final class Chart {
    private Chart() {}

    static void write(List<Result> results, int latencyMs, Path file) throws IOException {
        List<Result> shown =
                results.stream().filter(it -> it.latencyMs() == latencyMs).toList();
        CategoryChart chart = new CategoryChartBuilder()
                .width(800)
                .height(360)
                .title("Against a bare POST: " + Arm.IN_FLIGHT + " at a time, answered after " + latencyMs + " ms")
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setSeriesColors(new Color[] {new Color(0x1f77b4), new Color(0xff7f0e)})
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLabelsVisible(true).setPlotGridVerticalLinesVisible(false);
        List<String> arms = shown.stream().map(it -> it.arm().key()).toList();
        chart.addSeries(
                "throughput (more is better)",
                arms,
                shown.stream().map(it -> rounded(it.ratio(Sample::perSecond))).toList());
        chart.addSeries(
                "CPU a status (less is better)",
                arms,
                shown.stream().map(it -> rounded(it.ratio(Sample::cpuMicros))).toList());
        try (OutputStream out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        }
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 100) / 100.0;
    }
}
