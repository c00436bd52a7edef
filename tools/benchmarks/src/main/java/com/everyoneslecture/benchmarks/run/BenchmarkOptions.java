package com.everyoneslecture.benchmarks.run;

import com.everyoneslecture.localstack.cli.CaptureConverter;
import com.everyoneslecture.localstack.stack.Capture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that every benchmark has. */
public final class BenchmarkOptions {

    private static final int USUAL_ROUNDS = 3;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "The number of events; by default, enough for a steady result.")
    private @Nullable Integer events;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "The number of rounds; 3 by default. Results are medians, with the lowest and the highest.")
    private @Nullable Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "The seconds of each measurement; by default, enough for a steady result.")
    private @Nullable Integer seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "The seconds of warm-up, in which JVMs compile; by default, enough for a steady result.")
    private @Nullable Integer warmUp;

    @Option(names = "--quick", description = "Few events and one round, in cold JVMs: a trial, not a measurement.")
    private boolean quick;

    @Option(
            names = "--peers",
            description = "Also measure Debezium Server and Kafka Connect. The first time, Debezium "
                    + "Server's distribution is downloaded through Maven: 780 MB.")
    private boolean peers;

    @Option(
            names = "--against",
            paramLabel = "JAR",
            description = "Also measure the relay of another build, from its executable jar.")
    private @Nullable Path against;

    @Option(
            names = "--capture",
            split = ",",
            paramLabel = "NAME",
            converter = CaptureConverter.class,
            description = "How the relay reads the write-ahead log: debezium, wal, or both, separated "
                    + "by a comma. With both, capture, latency and idle measure the relay with "
                    + "each in turns; console and hostile use the first. By default, capture "
                    + "measures both; the others measure the relay as configured.")
    private List<Capture> captures = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file, as JSON.")
    private @Nullable Path json;

    @Option(names = "--plots", paramLabel = "DIRECTORY", description = "Write plots to this directory, as PNG.")
    private @Nullable Path plots;

    /** Rejects invalid options before any process is started. */
    public void validate(CommandSpec spec) {
        require(spec, events == null || events > 0, "--events must be at least 1, but is " + events);
        require(spec, rounds == null || rounds > 0, "--rounds must be at least 1, but is " + rounds);
        require(spec, seconds == null || seconds > 0, "--seconds must be at least 1, but is " + seconds);
        require(spec, warmUp == null || warmUp >= 0, "--warm-up must not be less than 0, but is " + warmUp);
        require(
                spec,
                Set.copyOf(captures).size() == captures.size(),
                "--capture names " + captures + ", one of them twice");
        require(
                spec,
                against == null || Files.isRegularFile(against),
                "--against must name the executable jar of a relay, but there is no file " + against);
        require(
                spec,
                json == null || !Files.isDirectory(json),
                "--json must name a file, but " + json + " is a directory");
        require(
                spec,
                plots == null || !Files.exists(plots) || Files.isDirectory(plots),
                "--plots must name a directory, but " + plots + " is a file");
    }

    /** Returns the value of {@code --events}; without it the benchmark's usual number, or the number for a quick run. */
    public int events(int usual, int quickly) {
        return given(events, usual, quickly);
    }

    /** Returns the value of {@code --seconds}; without it the benchmark's usual duration, or the duration for a quick run. */
    public int seconds(int usual, int quickly) {
        return given(seconds, usual, quickly);
    }

    /** Returns the value of {@code --warm-up}; without it the benchmark's usual seconds, or the seconds for a quick run. */
    public int warmUp(int usual, int quickly) {
        return given(warmUp, usual, quickly);
    }

    public int rounds() {
        return given(rounds, USUAL_ROUNDS, 1);
    }

    public boolean quick() {
        return quick;
    }

    public boolean peers() {
        return peers;
    }

    /** Returns the captures that are compared; none if the options name none. */
    public List<Capture> captures() {
        return List.copyOf(captures);
    }

    /** Returns the capture of a benchmark that runs one relay; empty for the relay's default. */
    public Optional<Capture> capture() {
        return captures.stream().findFirst();
    }

    public Optional<Path> against() {
        return Optional.ofNullable(against);
    }

    public Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    public Optional<Path> plots() {
        return Optional.ofNullable(plots);
    }

    private int given(@Nullable Integer given, int usual, int quickly) {
        if (given != null) {
            return given;
        }
        return quick ? quickly : usual;
    }

    private static void require(CommandSpec spec, boolean fine, String otherwise) {
        if (!fine) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
