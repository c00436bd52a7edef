package com.everyoneslecture.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesTheBenchmarksIfNoneIsNamed() {
        assertThat(status()).isEqualTo(2);
        assertThat(err.toString()).contains("no benchmark is named; there are: capture");
    }

    @Test
    void tellsWhatEachTakes() {
        assertThat(status("capture", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--events",
                        "--rounds",
                        "--quick",
                        "--peers",
                        "--capture",
                        "--json",
                        "--plots",
                        "--payload",
                        "relay (debezium)");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThat(status("capture", "--events=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--events must be at least 1, but is 0");
        assertThat(status("all", "--rounds=-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--rounds must be at least 1, but is -1");
        assertThat(status("idle", "--seconds=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--seconds must be at least 1, but is 0");
        assertThat(status("latency", "--warm-up=-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--warm-up must not be less than 0, but is -1");
    }

    @Test
    void refusesOptionsThatOnlyOneHas() {
        assertThat(status("capture", "--payload=10")).isEqualTo(2);
        assertThat(err.toString()).contains("--payload must be from 150 to 524288 bytes, but is 10");
        assertThat(status("capture", "--per-transaction=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--per-transaction must be at least 1, but is 0");
        assertThat(status("takeover", "--rate=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--rate must be at least 1, but is 0");
        assertThat(status("takeover", "--rate", "-5")).isEqualTo(2);
        assertThat(err.toString()).contains("--rate must be at least 1, but is -5");
    }

    /** When all benchmarks run, no option of a single one is parsed, and picocli assigns no default. */
    @Test
    void defaultsAreTheInitialValuesOfFields() {
        assertThat(Benchmarks.commandLine().getSubcommands().values())
                .flatMap(benchmark -> benchmark.getCommandSpec().options())
                .hasSizeGreaterThan(100)
                .allSatisfy(option -> assertThat(option.defaultValue())
                        .as(option.longestName())
                        .isNull());
    }

    @Test
    void refusesCapturesThatThereAreNotOrThatAreNamedTwice() {
        assertThat(status("capture", "--capture=wal,oracle")).isEqualTo(2);
        assertThat(err.toString()).contains("--capture", "'oracle' is not debezium or wal");
        assertThat(status("idle", "--capture=wal,debezium,wal")).isEqualTo(2);
        assertThat(err.toString()).contains("--capture names [wal, debezium, wal], one of them twice");
    }

    @Test
    void refusesAPlaceWhereItCannotWrite(@TempDir Path directory) {
        assertThat(status("capture", "--json=" + directory)).isEqualTo(2);
        assertThat(err.toString()).contains("--json must name a file");
    }

    private int status(String... arguments) {
        return Benchmarks.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
