package com.everyoneslecture.localstack.cli;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns. If a table were wider than {@link #WIDTH}, the cells of its widest column continue on further lines. */
final class Table {

    /** The number of characters that fit into a line. */
    static final int WIDTH = 100;

    private static final String GAP = "  ";
    private static final int LEAST_WIDTH = 20;

    private final List<List<String>> rows = new ArrayList<>();

    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < rows.size(); number++) {
            for (String line : lines(rows.get(number), widths)) {
                text.append(number == 0 ? Terminal.BOLD.of(line) : line).append('\n');
            }
        }
        return text.toString();
    }

    private static List<String> lines(List<String> row, List<Integer> widths) {
        List<List<String>> cells = new ArrayList<>();
        int height = 0;
        for (int column = 0; column < row.size(); column++) {
            List<String> cell = Wrapping.lines(row.get(column), widths.get(column));
            cells.add(cell);
            height = Math.max(height, cell.size());
        }
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < height; at++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < cells.size(); column++) {
                String cell = at < cells.get(column).size() ? cells.get(column).get(at) : "";
                line.append(cell)
                        .append(" ".repeat(Math.max(0, widths.get(column) - Wrapping.length(cell))))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = Wrapping.length(row.get(column));
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        int widest = widths.indexOf(widths.stream().max(Integer::compare).orElse(0));
        int excess = widths.stream().mapToInt(width -> width + GAP.length()).sum() - GAP.length() - WIDTH;
        if (excess > 0) {
            widths.set(widest, Math.max(LEAST_WIDTH, widths.get(widest) - excess));
        }
        return widths;
    }
}
