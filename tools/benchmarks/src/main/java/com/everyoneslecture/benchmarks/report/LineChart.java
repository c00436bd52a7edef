package com.everyoneslecture.benchmarks.report;

import java.awt.BasicStroke;
import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws lines. */
record LineChart(Chart.Lines lines) {

    Path write(Path directory) throws IOException {
        XYChart chart = new XYChart(Plot.WIDTH, Plot.HEIGHT);
        Plot.style(chart.getStyler());
        chart.setTitle(lines.title());
        chart.setXAxisTitle(lines.horizontal());
        chart.setYAxisTitle(lines.vertical());
        chart.getStyler().setYAxisLogarithmic(lines.logarithmic());
        for (int number = 0; number < lines.series().size(); number++) {
            Chart.LineSeries line = lines.series().get(number);
            XYSeries series = chart.addSeries(line.name(), line.across(), line.up());
            series.setLineColor(Plot.COLORS.get(number % Plot.COLORS.size()));
            series.setLineStyle(new BasicStroke(2));
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setMarkerColor(Plot.COLORS.get(number % Plot.COLORS.size()));
        }
        return Plot.write(chart, directory, lines.name());
    }
}
