package com.everyoneslecture.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A plot that is written as a PNG file. */
public sealed interface Chart permits Chart.Bars, Chart.Lines {

    /** Returns the file's name, without its extension. */
    String name();

    /** Writes {@code <name>.png} into the directory, and returns it. */
    Path write(Path directory) throws IOException;

    /**
     * Groups of bars, as high as the median, with a whisker from the lowest to the highest.
     *
     * @param unit the meaning of the bars' height
     * @param groups the subject of each group
     * @param series one bar in each group, of one colour
     */
    record Bars(String name, String title, String unit, List<String> groups, List<BarSeries> series) implements Chart {

        public Bars {
            groups = List.copyOf(groups);
            series = List.copyOf(series);
        }

        @Override
        public Path write(Path directory) throws IOException {
            return new BarChart(this).write(directory);
        }
    }

    /**
     * Lines over numbers.
     *
     * @param logarithmic whether the axis of values is logarithmic
     */
    record Lines(
            String name, String title, String horizontal, String vertical, boolean logarithmic, List<LineSeries> series)
            implements Chart {

        public Lines {
            series = List.copyOf(series);
        }

        @Override
        public Path write(Path directory) throws IOException {
            return new LineChart(this).write(directory);
        }
    }

    /**
     * Bars of one colour.
     *
     * @param values the values by the name of the group; no entry for a group without a measurement
     */
    record BarSeries(String name, Map<String, Spread> values) {

        public BarSeries {
            values = Map.copyOf(values);
        }
    }

    /** One line; both lists have the same size. */
    record LineSeries(String name, List<Double> across, List<Double> up) {}
}
