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
 * @param missed promises that did not hold, a line for each; with one, the program fails
 */
public record Findings(String name, Object data, List<Table> tables, List<Chart> charts, List<String> missed) {

    public Findings {
        tables = List.copyOf(tables);
        charts = List.copyOf(charts);
        missed = List.copyOf(missed);
    }

    /** Findings of a benchmark that measures and promises nothing. */
    public Findings(String name, Object data, List<Table> tables, List<Chart> charts) {
        this(name, data, tables, charts, List.of());
    }

    /** Its tables, one below the other. */
    public String text() {
        return tables.stream().map(Table::text).collect(Collectors.joining("\n"));
    }
}
