package com.everyoneslecture.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LatencyReportTest {

    private static final String OTHER = "relay, other build";

    @Test
    void missesNothingIfTheRelayPublishesEachEventOnce() {
        assertThat(findings(List.of(measured("relay", 3, 0, 0))).missed()).isEmpty();
    }

    @Test
    void missesWhatTheRelayLosesOrDoubles() {
        assertThat(findings(List.of(
                                measured("relay", 3, 2, 0),
                                measured("relay and projector", 3, 0, 1),
                                measured(OTHER, 3, 5, 7)))
                        .missed())
                .containsExactly(
                        "relay, 1,000 events/s: 2 missing, 0 doubled",
                        "relay and projector, 1,000 events/s: 0 missing, 1 doubled");
    }

    @Test
    void missesTheFiguresOfARelayThatFailed() {
        assertThat(findings(List.of(), failure("relay"), failure(OTHER)).missed())
                .containsExactly("relay, 1,000 events/s: left out of round 2, because it failed");
    }

    @Test
    void showsTheNumberOfRoundsOfAnEntrantThatHasNotAll() {
        assertThat(findings(List.of(measured(OTHER, 2, 0, 0), measured("relay", 3, 0, 0)))
                        .text())
                .contains("relay, other build (2 of 3 rounds)", "relay ")
                .doesNotContain("relay (");
    }

    @Test
    void drawsNoPlotWithoutFigures() {
        assertThat(findings(List.of(), failure("relay")).charts()).isEmpty();
    }

    private static Findings findings(List<Measured> measured, Failure... failures) {
        BenchmarkOptions options = new BenchmarkOptions();
        new CommandLine(options).parseArgs("--against=other.jar");
        return LatencyReport.of(
                new LatencyReport.Data(1, 1, 3, measured, List.of(failures)),
                Entrant.of(Contenders.of(options, List.of(), new Progress(new PrintWriter(new StringWriter())))));
    }

    private static Measured measured(String name, int rounds, int missing, int doubled) {
        Spread one = new Spread(1, 1, 1);
        Latencies latencies = new Latencies(one, one, one, one, one, 100);
        return new Measured(name, 1_000, rounds, 1, latencies, latencies, latencies, null, missing, doubled);
    }

    private static Failure failure(String name) {
        return new Failure(name, 1_000, 2, "it ended");
    }
}
