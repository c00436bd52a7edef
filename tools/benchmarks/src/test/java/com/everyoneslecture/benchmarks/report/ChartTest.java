package com.everyoneslecture.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {

    private @TempDir Path directory;

    @Test
    void drawsBarsWithWhiskersThatNeedNotBeEvenAndGapsForWhatWasNotMeasured() throws Exception {
        Chart chart = new Chart.Bars(
                "bars",
                "Events per second",
                "events/s",
                List.of("one", "hundred"),
                List.of(
                        new Chart.BarSeries(
                                "limit", Map.of("one", new Spread(100, 90, 150), "hundred", new Spread(300, 300, 310))),
                        new Chart.BarSeries("relay", Map.of("one", new Spread(80, 70, 81)))));

        Path file = chart.write(directory);

        assertThat(file).isEqualTo(directory.resolve("bars.png"));
        assertThat(colors(file))
                .contains(Plot.COLORS.get(0).getRGB(), Plot.COLORS.get(1).getRGB());
    }

    @Test
    void drawsLinesOnALogarithmicAxis() throws Exception {
        Chart chart = new Chart.Lines(
                "lines",
                "Latency",
                "percentile",
                "ms",
                true,
                List.of(new Chart.LineSeries("relay", List.of(50.0, 90.0, 99.0), List.of(4.0, 9.0, 80.0))));

        assertThat(colors(chart.write(directory))).contains(Plot.COLORS.get(0).getRGB());
    }

    private static Set<Integer> colors(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .boxed()
                .collect(Collectors.toSet());
    }
}
