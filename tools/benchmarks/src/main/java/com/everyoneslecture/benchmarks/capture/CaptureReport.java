package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Chart.BarSeries;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes tables and plots of the figures. */
record CaptureReport(CaptureFigures figures, List<Contender> contenders) {

    private static final String NONE = "–";

    Findings findings() {
        List<Table> tables = new ArrayList<>();
        figures.loads().forEach(load -> tables.add(loadTable(load)));
        if (!figures.killed().isEmpty()) {
            tables.add(killedTable());
        }
        if (!figures.failures().isEmpty()) {
            tables.add(new Table(
                    "Left out, because they failed; the causes are above and in the JSON",
                    List.of("", "load"),
                    figures.failures().stream()
                            .map(one -> List.of(one.contender(), one.load()))
                            .toList()));
        }
        return new Findings(
                CaptureBenchmark.NAME,
                figures,
                tables,
                List.of(
                        chart(
                                "capture-events",
                                "Events per second from the slot to Kafka",
                                "events/s",
                                ContenderFigures::eventsPerSecond),
                        chart(
                                "capture-megabytes",
                                "Payload per second from the slot to Kafka",
                                "MB/s",
                                ContenderFigures::megabytesPerSecond)),
                missed());
    }

    /** Returns what this build's own programs have missed: its guarantees, or figures. */
    private List<String> missed() {
        Set<String> own = contenders.stream()
                .filter(Contenders::isOwn)
                .map(Contender::name)
                .collect(Collectors.toSet());
        List<String> missed = new ArrayList<>();
        for (LoadFigures load : figures.loads()) {
            for (ContenderFigures one : load.contenders()) {
                if (own.contains(one.contender()) && one.doubled() + one.lost() + one.misordered() > 0) {
                    missed.add(missed(
                            one.contender() + ", " + load.load().text(), one.doubled(), one.lost(), one.misordered()));
                }
            }
        }
        for (Killed one : figures.killed()) {
            Tally tally = one.tally();
            if (own.contains(one.contender()) && tally.doubled() + tally.lost() + tally.misordered() > 0) {
                missed.add(
                        missed(one.contender() + ", after kill -9", tally.doubled(), tally.lost(), tally.misordered()));
            }
        }
        for (Failure one : figures.failures()) {
            if (own.contains(one.contender())) {
                missed.add(one.contender() + ", " + one.load() + ": left out, because it failed");
            }
        }
        return missed;
    }

    private static String missed(String what, long doubled, long lost, long misordered) {
        return what + ": " + doubled + " doubled, " + lost + " lost, " + misordered + " misordered";
    }

    private Table loadTable(LoadFigures load) {
        List<String> columns = new ArrayList<>(List.of("", "events/s", "MB/s", "of the limit"));
        List<String> peers =
                Contenders.TO_COMPARE.stream().filter(names()::contains).toList();
        peers.forEach(peer -> columns.add("× " + peer));
        columns.addAll(List.of("CPU s", "while draining", "peak MiB", "doubled", "lost", "misordered"));
        String title = String.format(
                Locale.ROOT,
                "%s; %,d events (%s of payload), %d round%s: median (lowest…highest)",
                load.load().text(),
                load.load().events(),
                mebibytes((long) load.load().events() * load.load().payloadBytes()),
                figures.rounds(),
                figures.rounds() == 1 ? "" : "s");
        return new Table(
                title,
                columns,
                load.contenders().stream().map(one -> row(one, peers)).toList());
    }

    private static List<String> row(ContenderFigures one, List<String> peers) {
        List<String> row = new ArrayList<>(List.of(
                one.contender(),
                one.eventsPerSecond().text(0),
                one.megabytesPerSecond().text(1),
                ratio(one, Contenders.LIMIT.name())));
        peers.forEach(peer -> row.add(ratio(one, peer)));
        row.addAll(List.of(
                number(one.cpuSeconds().median(), 1),
                number(one.cpuSecondsOfDrain().median(), 1),
                number(one.peakMemoryMib().highest(), 0),
                String.valueOf(one.doubled()),
                String.valueOf(one.lost()),
                String.valueOf(one.misordered())));
        return row;
    }

    private Table killedTable() {
        Load load = figures.loads().get(0).load();
        return new Table(
                String.format(
                        Locale.ROOT,
                        "kill -9 in the middle of a drain, then a new start; %s, %,d events",
                        load.text(),
                        load.events()),
                List.of("", "published before", "doubled", "lost", "misordered"),
                figures.killed().stream()
                        .map(one -> List.of(
                                one.contender(),
                                String.valueOf(one.publishedBefore()),
                                String.valueOf(one.tally().doubled()),
                                String.valueOf(one.tally().lost()),
                                String.valueOf(one.tally().misordered())))
                        .toList());
    }

    private Chart chart(String name, String title, String unit, Function<ContenderFigures, Spread> figure) {
        List<BarSeries> series = names().stream()
                .map(contender -> new BarSeries(contender, values(contender, figure)))
                .toList();
        return new Chart.Bars(
                name,
                title + ", by events per transaction · payload",
                unit,
                figures.loads().stream().map(load -> load.load().label()).toList(),
                series);
    }

    private Map<String, Spread> values(String contender, Function<ContenderFigures, Spread> figure) {
        Map<String, Spread> values = new HashMap<>();
        for (LoadFigures load : figures.loads()) {
            load.contenders().stream()
                    .filter(one -> one.contender().equals(contender))
                    .forEach(one -> values.put(load.load().label(), figure.apply(one)));
        }
        return values;
    }

    private List<String> names() {
        return contenders.stream().map(Contender::name).toList();
    }

    private static String ratio(ContenderFigures one, String other) {
        Spread ratio = one.ratioTo().get(other);
        return ratio == null ? NONE : ratio.text(2);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    private static String number(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
