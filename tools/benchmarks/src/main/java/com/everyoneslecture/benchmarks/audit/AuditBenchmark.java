package com.everyoneslecture.benchmarks.audit;

import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Measures the milliseconds that a check of 100,000 rows of a large outbox takes. */
@Command(name = "audit", header = "The cost of the check that the log has delivered every row.")
public final class AuditBenchmark implements Benchmark {

    private static final int WINDOWS = 10;

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        int rows = Math.max(WINDOWS, options.events(1_000_000, 100_000));
        int window = rows / WINDOWS;
        try (Servers servers = Servers.start()) {
            progress.step(String.format(Locale.ROOT, "writing %,d rows", rows));
            AuditedOutbox outbox = AuditedOutbox.fill(servers, rows, window);
            List<Cost> costs = new ArrayList<>();
            for (Checksum checksum : Checksum.values()) {
                progress.step(checksum.text());
                costs.add(new Cost(
                        checksum.text(),
                        spread(outbox, checksum, true, options.rounds()),
                        spread(outbox, checksum, false, options.rounds())));
            }
            return report(new Data(rows, window, options.rounds(), costs));
        }
    }

    private static Spread spread(AuditedOutbox outbox, Checksum checksum, boolean indexed, int rounds)
            throws Exception {
        // A warm-up: pages that the round before has not read come from the disk.
        double unused = outbox.millisPer100k(checksum, indexed);
        List<Double> millis = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            millis.add(outbox.millisPer100k(checksum, indexed));
        }
        return Spread.of(millis);
    }

    private static Findings report(Data data) {
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "Audit: the newest %,d of %,d rows, %d rows per transaction, ms per 100,000 rows, %d rounds;"
                                + " median (lowest…highest)",
                        data.window(),
                        data.rows(),
                        AuditedOutbox.PER_TRANSACTION,
                        data.rounds()),
                List.of("checksum", "with the index", "without"),
                data.costs().stream()
                        .map(cost -> List.of(
                                cost.checksum(),
                                cost.indexed().text(1),
                                cost.unindexed().text(1)))
                        .toList());
        Chart chart = new Chart.Bars(
                "audit",
                "Checking 100,000 rows of an outbox of " + String.format(Locale.ROOT, "%,d", data.rows()),
                "ms",
                data.costs().stream().map(Cost::checksum).toList(),
                List.of(
                        new Chart.BarSeries("with the index", data.perChecksum(Cost::indexed)),
                        new Chart.BarSeries("without", data.perChecksum(Cost::unindexed))));
        return new Findings("audit", data, List.of(table), List.of(chart));
    }

    /**
     * All figures.
     *
     * @param rows the number of rows of the outbox
     * @param window the number of rows that are checked
     */
    record Data(int rows, int window, int rounds, List<Cost> costs) {

        Map<String, Spread> perChecksum(Function<Cost, Spread> value) {
            return costs.stream().collect(Collectors.toMap(Cost::checksum, value));
        }
    }

    /**
     * One checksum, in milliseconds per 100,000 rows.
     *
     * @param indexed the time with the index on transaction ids
     * @param unindexed the time when all rows of the outbox are read
     */
    record Cost(String checksum, Spread indexed, Spread unindexed) {}
}
