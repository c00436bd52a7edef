package com.everyoneslecture.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A plot that becomes an PNG file. */
public sealed interface Chart permits Chart.Bars, Chart.Lines {

    /** The file's name, without its extension. */
    String name();

    /** Writes {@code <name>.png} into the directory, and returns it. */
    Path write(Path directory) throws IOException;

    /**
     * Groups of bars, as high as the median, with a whisker from the lowest to the highest.
     *
     * @param unit what the bars' height means
     * @param groups what each group is about
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
     * @param logarithmic whether the axis of values is
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
     * @param values by the name of the group; none where it was not measured
     */
    record BarSeries(String name, Map<String, Spread> values) {

        public BarSeries {
            values = Map.copyOf(values);
        }
    }

    /** One line; as many numbers down as across. */
    record LineSeries(String name, List<Double> across, List<Double> up) {}
}
