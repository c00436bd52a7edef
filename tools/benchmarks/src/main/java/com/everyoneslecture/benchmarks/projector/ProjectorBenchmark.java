package com.everyoneslecture.benchmarks.projector;

import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Measures the records per second that the projector applies, compared with one statement for each record. */
@Command(name = "projector", header = "Records applied per second, compared with one statement for each record.")
public final class ProjectorBenchmark implements Benchmark {

    private static final int PARTITIONS = 6;

    /** Long enough for a rate. A way that needs a minute or more for all records would only lengthen the run. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        int records = options.events(1_000_000, 100_000);
        List<Drained> drained = new ArrayList<>();
        try (Servers servers = Servers.start(Schema.LECTURE)) {
            for (Load load : List.of(Load.ofManyKeys(records), Load.ofFewKeys(records))) {
                drained.addAll(compare(servers, load, options.rounds(), progress));
            }
        }
        return report(new Data(records, options.rounds(), drained));
    }

    static Findings report(Data data) {
        List<String> missed = data.drained().stream()
                .filter(each -> each.way().equals(Way.PROJECTOR.label()) && each.differences() > 0)
                .map(each -> each.way() + ", " + keys(each) + ": " + each.differences() + " wrong rows")
                .toList();
        return new Findings("projector", data, List.of(table(data)), List.of(chart(data)), missed);
    }

    private static List<Drained> compare(Servers servers, Load load, int rounds, Progress progress) throws Exception {
        progress.step(String.format(Locale.ROOT, "writing %,d records of %,d keys", load.records(), load.keys()));
        servers.createTopic(load.topic(), PARTITIONS);
        Truth truth = Filling.write(load, servers.bootstrapServers());
        Drain drain = new Drain(servers, BOUND);
        Map<Way, List<Drain.Round>> found = new EnumMap<>(Way.class);
        for (int round = 1; round <= rounds; round++) {
            for (Way way : Way.values()) {
                progress.round(round, rounds, String.format(Locale.ROOT, "%s, %,d keys", way.label(), load.keys()));
                found.computeIfAbsent(way, ignored -> new ArrayList<>()).add(drain.run(way, load, truth, round));
            }
        }
        List<Drain.Round> projector = found.getOrDefault(Way.PROJECTOR, List.of());
        return found.entrySet().stream()
                .map(each -> Drained.of(each.getKey(), load.keys(), each.getValue(), projector))
                .toList();
    }

    private static Table table(Data data) {
        return new Table(
                String.format(
                        Locale.ROOT,
                        "Projector: %,d records of 6 partitions, %d rounds; median (lowest…highest)",
                        data.records(),
                        data.rounds()),
                List.of("way", "keys", "records/s", "projector is", "CPU µs/record", "peak MiB", "wrong rows"),
                data.drained().stream()
                        .map(each -> List.of(
                                each.way(),
                                String.format(Locale.ROOT, "%,d", each.keys()),
                                each.perSecond().text(0),
                                each.toProjector().text(1) + "×",
                                each.cpuMicros().text(1),
                                String.format(
                                        Locale.ROOT,
                                        "%.0f",
                                        each.peakMemoryMib().highest()),
                                each.completeRounds() > 0 ? Long.toString(each.differences()) : "–"))
                        .toList());
    }

    private static Chart chart(Data data) {
        List<String> groups =
                data.drained().stream().map(each -> keys(each)).distinct().toList();
        List<Chart.BarSeries> series = data.drained().stream()
                .map(Drained::way)
                .distinct()
                .map(way -> new Chart.BarSeries(way, perSecond(data, way)))
                .toList();
        return new Chart.Bars("projector", "Records applied to the read model", "records/s", groups, series);
    }

    private static Map<String, Spread> perSecond(Data data, String way) {
        return data.drained().stream()
                .filter(each -> each.way().equals(way))
                .collect(Collectors.toMap(ProjectorBenchmark::keys, Drained::perSecond));
    }

    private static String keys(Drained drained) {
        return String.format(Locale.ROOT, "%,d keys", drained.keys());
    }

    /** All figures. */
    public record Data(int records, int rounds, List<Drained> drained) {}
}
