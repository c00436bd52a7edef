package com.everyoneslecture.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

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

        Document svg = parsed(chart.write(directory));

        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(directory.resolve("bars.svg")).isRegularFile();
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

        assertThat(parsed(chart.write(directory)).getDocumentElement().getTagName())
                .isEqualTo("svg");
    }

    private static Document parsed(Path svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        // The DTD that the file names is on the web.
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(svg.toFile());
    }
}
