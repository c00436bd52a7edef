package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All contenders, one load. Who does not get through a drain is left out of the load from then on, for a run takes hours. */
final class Turns {

    private static final String KILLED = "killed";

    private final Servers servers;
    private final Load load;
    private final List<Contender> contenders;
    private final int rounds;
    private final boolean killing;
    private final List<Failure> failures;
    private final Progress progress;
    private final List<Drain> prepared = new ArrayList<>();

    /**
     * @param killing whether contenders are killed, too
     * @param failures who was left out; grows
     */
    Turns(
            Servers servers,
            Load load,
            List<Contender> contenders,
            int rounds,
            boolean killing,
            List<Failure> failures,
            Progress progress) {
        this.servers = servers;
        this.load = load;
        this.contenders = new ArrayList<>(contenders);
        this.rounds = rounds;
        this.killing = killing;
        this.failures = failures;
        this.progress = progress;
    }

    /** The slots first, then the load. */
    void prepare() throws Exception {
        progress.step("making slots: " + load.text());
        for (Contender contender : List.copyOf(contenders)) {
            try {
                for (int round = 1; round <= rounds; round++) {
                    prepare(drain(contender, round(round)));
                }
                if (killing && !Contenders.isLimit(contender)) {
                    prepare(drain(contender, KILLED));
                }
            } catch (IOException | IllegalStateException e) {
                leaveOut(contender, e);
            }
        }
        progress.step(String.format(Locale.ROOT, "writing %,d events: %s", load.events(), load.text()));
        load.write(servers);
    }

    /** Who is first changes with each round: what the machine does meanwhile hits all. */
    LoadFigures measure() throws InterruptedException, SQLException {
        Map<String, List<Drained>> drained = new LinkedHashMap<>();
        List<Contender> order = new ArrayList<>(contenders);
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : List.copyOf(order)) {
                progress.round(round, rounds, load.text() + ", " + contender.name());
                try {
                    Drained one = drain(contender, round(round)).run();
                    progress.step(String.format(Locale.ROOT, "  %,.0f events/s", one.eventsPerSecond()));
                    drained.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(one);
                } catch (IOException | IllegalStateException e) {
                    leaveOut(contender, e);
                    order.remove(contender);
                    drained.remove(contender.name());
                }
            }
            Collections.rotate(order, -1);
        }
        return new LoadFigures(
                load,
                contenders.stream()
                        .map(Contender::name)
                        .filter(drained::containsKey)
                        .map(name -> ContenderFigures.of(name, drained))
                        .toList());
    }

    /** Each but the limits, once. */
    List<Killed> kill() throws InterruptedException, SQLException {
        List<Killed> killed = new ArrayList<>();
        for (Contender contender : List.copyOf(contenders)) {
            if (!Contenders.isLimit(contender)) {
                progress.step("kill -9 in the middle: " + contender.name());
                try {
                    killed.add(drain(contender, KILLED).runKilled());
                } catch (IOException | IllegalStateException e) {
                    leaveOut(contender, e);
                }
            }
        }
        return killed;
    }

    /** Nothing is left of it. */
    void finish() throws SQLException {
        for (Drain drain : prepared) {
            drain.dropSlot();
        }
        servers.execute("truncate outbox");
        servers.execute("checkpoint");
    }

    /** Of two digits, so that no name is the beginning of another. */
    private static String round(int round) {
        return String.format(Locale.ROOT, "round%02d", round);
    }

    private void prepare(Drain drain) throws Exception {
        prepared.add(drain);
        drain.prepare();
    }

    private void leaveOut(Contender contender, Exception failure) {
        contenders.remove(contender);
        progress.step("  failed: " + failure.getMessage());
        failures.add(new Failure(contender.name(), load.text(), String.valueOf(failure.getMessage())));
    }

    /** Of a name that no other drain has: what a contender has left in a directory of its own is not the next one's. */
    private Drain drain(Contender contender, String when) {
        String name = "%s_%s_%s_%s"
                .formatted(
                        contender.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_"),
                        load.perTransaction(),
                        load.payloadBytes(),
                        when);
        return new Drain(servers, load, contender, name);
    }
}
