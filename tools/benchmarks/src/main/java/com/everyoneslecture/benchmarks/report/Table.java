package com.everyoneslecture.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows below a title. The first column is the subject of the others.
 *
 * @param rows the rows, each with as many cells as there are columns
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {

    private static final String GAP = "  ";

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row of " + row.size() + " cells in a table of " + columns.size());
            }
        }
    }

    /** Returns the aligned text: the first column is aligned left, figures right. */
    String text() {
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        return Stream.concat(Stream.of(columns), rows.stream())
                .map(row -> line(row, widths))
                .collect(Collectors.joining("\n", title + "\n\n", "\n"));
    }

    private int width(int column) {
        return Stream.concat(Stream.of(columns), rows.stream())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String cell = row.get(column);
                    String padding = " ".repeat(widths[column] - cell.length());
                    return column == 0 ? cell + padding : padding + cell;
                })
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
