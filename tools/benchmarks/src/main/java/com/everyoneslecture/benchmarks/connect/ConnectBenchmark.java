package com.everyoneslecture.benchmarks.connect;

import com.everyoneslecture.benchmarks.capture.CaptureBenchmark;
import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.latency.LatencyBenchmark;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Drain throughput, and latency at 500 events/s, of the relay and of connectors on Kafka Connect. */
@Command(
        name = ConnectBenchmark.NAME,
        header = "The relay, outbox-connect and Debezium's connector on Kafka Connect, all exactly once.",
        description = {
            "",
            "Throughput as in capture, with payloads of 150 bytes and 1 and 100 events in a",
            "transaction, and a kill of each; then latency as in latency, at 500 events/s.",
            "outbox-connect and Debezium's PostgreSQL connector with its outbox event router run",
            "on the same distributed worker, as separate processes; all take turns. The first",
            "time, Kafka Connect and Debezium's connector are downloaded through Maven: 41 MB.",
            "Not part of all.",
            ""
        })
public final class ConnectBenchmark implements Benchmark {

    static final String NAME = "connect";
    private static final int EVENTS_PER_SECOND = 500;

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        Findings drains =
                CaptureBenchmark.ofSmallPayloads(Contenders::onConnect).run(options, progress);
        Findings latencies = LatencyBenchmark.ofRecords(Contenders::onConnect, EVENTS_PER_SECOND)
                .run(options, progress);
        return findings(drains, latencies);
    }

    /** Returns both in one. */
    static Findings findings(Findings drains, Findings latencies) {
        return new Findings(
                NAME,
                Map.of("drain", drains.data(), "latency", latencies.data()),
                both(drains.tables(), latencies.tables()),
                both(drains.charts(), latencies.charts()),
                both(drains.missed(), latencies.missed()));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
