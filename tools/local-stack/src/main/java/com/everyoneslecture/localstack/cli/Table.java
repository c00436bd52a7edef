package com.everyoneslecture.localstack.cli;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns. The last one has no maximum width. */
final class Table {

    private static final String GAP = "  ";

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
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < rows.size(); number++) {
            StringBuilder line = new StringBuilder();
            List<String> row = rows.get(number);
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column));
                if (column < row.size() - 1) {
                    line.append(" ".repeat(width(column) - row.get(column).length()))
                            .append(GAP);
                }
            }
            String finished = line.toString().stripTrailing();
            text.append(number == 0 ? Terminal.BOLD.of(finished) : finished).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
