package com.everyoneslecture.benchmarks;

import java.util.List;
import java.util.Locale;

/** What the benchmark of transactions found. */
record Report(Machine machine, int events, int rounds, List<Comparison> comparisons) {

    private static final String ROW = "%-22s  %-30s  %-30s  %s%n";

    /** Medians, and in brackets the lowest and the highest. */
    String text() {
        StringBuilder text = new StringBuilder(machine.text()).append(System.lineSeparator());
        text.append(String.format(
                Locale.ROOT, "%d events a drain, %d rounds, events/s: median (lowest…highest)%n%n", events, rounds));
        text.append(String.format(
                Locale.ROOT, ROW, "events/DB transaction", "transactions and ledger", "neither", "ratio"));
        for (Comparison comparison : comparisons) {
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    comparison.eventsPerTransaction(),
                    comparison.with().text(0),
                    comparison.without().text(0),
                    comparison.ratio().text(2)));
        }
        return text.toString();
    }
}
