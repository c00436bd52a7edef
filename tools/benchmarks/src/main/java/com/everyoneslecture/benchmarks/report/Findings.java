package com.everyoneslecture.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What one benchmark found.
 *
 * @param name the benchmark's
 * @param data every figure, as a record that Jackson can write
 * @param tables for people
 * @param charts none is fine
 */
public record Findings(String name, Object data, List<Table> tables, List<Chart> charts) {

    public Findings {
        tables = List.copyOf(tables);
        charts = List.copyOf(charts);
    }

    /** Its tables, one below the other. */
    public String text() {
        return tables.stream().map(Table::text).collect(Collectors.joining("\n"));
    }
}
