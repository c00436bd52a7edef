package com.everyoneslecture.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The results of one benchmark.
 *
 * @param name the name of the benchmark
 * @param data all figures, as a record that Jackson can write
 * @param tables the tables for readers
 * @param charts the plots; may be empty
 * @param missed the guarantees that did not hold, a line for each; if there is one, the program fails
 */
public record Findings(String name, Object data, List<Table> tables, List<Chart> charts, List<String> missed) {

    public Findings {
        tables = List.copyOf(tables);
        charts = List.copyOf(charts);
        missed = List.copyOf(missed);
    }

    /** Returns the results of a benchmark that only measures. */
    public Findings(String name, Object data, List<Table> tables, List<Chart> charts) {
        this(name, data, tables, charts, List.of());
    }

    /** Returns its tables, one below the other. */
    public String text() {
        return tables.stream().map(Table::text).collect(Collectors.joining("\n"));
    }
}
