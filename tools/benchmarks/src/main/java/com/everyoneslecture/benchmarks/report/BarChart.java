package com.everyoneslecture.benchmarks.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws bars. Every bar has its own place on the axis, with an empty one between the groups, and all series overlap. This allows whiskers
 * with different lengths upwards and downwards, which the library itself does not support.
 */
record BarChart(Chart.Bars bars) {

    private static final Color WHISKER = new Color(0x24292F);

    Path write(Path directory) throws IOException {
        CategoryChart chart = new CategoryChart(Plot.WIDTH, Plot.HEIGHT);
        Plot.style(chart.getStyler());
        chart.setTitle(bars.title());
        chart.setYAxisTitle(bars.unit());
        chart.getStyler().setOverlapped(true);
        chart.getStyler().setAvailableSpaceFill(0.9);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setAxisTicksMarksVisible(false);
        // A label for every place, however narrow; most are blank.
        chart.getStyler().setXAxisTickMarkSpacingHint(1);
        chart.getStyler().setYAxisDecimalPattern("#,##0.##");
        for (int number = 0; number < bars.series().size(); number++) {
            addBars(chart, number);
        }
        addWhiskers(chart);
        return Plot.write(chart, directory, bars.name());
    }

    private void addBars(CategoryChart chart, int number) {
        Chart.BarSeries one = bars.series().get(number);
        List<Double> heights = nothing();
        for (int group = 0; group < bars.groups().size(); group++) {
            Spread value = one.values().get(bars.groups().get(group));
            if (value != null) {
                heights.set(group * width() + number, value.median());
            }
        }
        chart.addSeries(one.name(), places(), heights).setFillColor(Plot.COLORS.get(number % Plot.COLORS.size()));
    }

    /** Adds a series without marks, in the middle of lowest and highest, whose error is half of their distance. */
    private void addWhiskers(CategoryChart chart) {
        List<Double> middles = nothing();
        List<Double> errors = nothing();
        for (int number = 0; number < bars.series().size(); number++) {
            for (int group = 0; group < bars.groups().size(); group++) {
                Spread value =
                        bars.series().get(number).values().get(bars.groups().get(group));
                if (value != null) {
                    middles.set(group * width() + number, (value.lowest() + value.highest()) / 2);
                    errors.set(group * width() + number, (value.highest() - value.lowest()) / 2);
                }
            }
        }
        CategorySeries series = chart.addSeries("lowest and highest", places(), middles, errors);
        series.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(WHISKER);
        series.setShowInLegend(false);
        chart.getStyler().setErrorBarsColor(WHISKER);
    }

    private List<Double> nothing() {
        return new ArrayList<>(Collections.nCopies(places().size(), Double.NaN));
    }

    /** Returns the labels. The middle one of each group is its name; the others are blanks of different lengths, so that all labels differ. */
    private List<String> places() {
        List<String> places = new ArrayList<>();
        for (int place = 0; place < bars.groups().size() * width() - 1; place++) {
            boolean middle = place % width() == bars.series().size() / 2;
            places.add(middle ? bars.groups().get(place / width()) : " ".repeat(place + 1));
        }
        return places;
    }

    private int width() {
        return bars.series().size() + 1;
    }
}
