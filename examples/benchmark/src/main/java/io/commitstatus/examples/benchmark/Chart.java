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

/** How many statuses each arm sends per second and per CPU second, relative to the limit, with one latency. */
final class Chart {
    private Chart() {}

    static void write(List<Result> results, int latencyMs, Path file) throws IOException {
        List<Result> shown =
                results.stream().filter(it -> it.latencyMs() == latencyMs).toList();
        CategoryChart chart = new CategoryChartBuilder()
                .width(800)
                .height(360)
                .title("Relative to a bare POST (more is better): " + Arm.IN_FLIGHT + " in flight, answers after "
                        + latencyMs + " ms")
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setSeriesColors(new Color[] {new Color(0x1f77b4), new Color(0xff7f0e)})
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLabelsVisible(true).setPlotGridVerticalLinesVisible(false);
        List<String> arms = shown.stream().map(it -> it.arm().key()).toList();
        chart.addSeries(
                "statuses per second",
                arms,
                shown.stream().map(it -> rounded(it.ratio(Sample::perSecond))).toList());
        chart.addSeries(
                "statuses per CPU second",
                arms,
                shown.stream()
                        .map(it -> rounded(1 / it.ratio(Sample::cpuMicros)))
                        .toList());
        try (OutputStream out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        }
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 100) / 100.0;
    }
}
