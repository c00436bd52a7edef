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

/** All contenders with one load. A contender that fails a drain is left out of the load from then on, because a run takes hours. */
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
     * @param failures receives the contenders that are left out
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

    /** Creates the slots first, and then writes the load. */
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

    /** Measures all contenders. The order changes with each round, so that other activity of the machine affects all of them. */
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

    /** Kills each contender once, except the limits. */
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

    /** Deletes the slots and the load. */
    void finish() throws SQLException {
        for (Drain drain : prepared) {
            drain.dropSlot();
        }
        servers.execute("truncate outbox");
        servers.execute("checkpoint");
    }

    /** Returns two digits, so that no name is the beginning of another. */
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

    /** Returns a drain with a unique name, so that no contender finds files of another drain in its directory. */
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
