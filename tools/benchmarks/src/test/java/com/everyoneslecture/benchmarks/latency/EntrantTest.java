package com.everyoneslecture.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EntrantTest {

    @Test
    void eachCaptureTakesPartAloneAndWithTheProjector() {
        assertThat(names("--capture=wal,debezium", "--against=other.jar"))
                .containsExactly(
                        "relay (wal)",
                        "relay (wal) and projector",
                        "relay (debezium)",
                        "relay (debezium) and projector",
                        "relay, other build (wal)",
                        "relay, other build (debezium)");
    }

    @Test
    void theRelayTakesPartAsItIsConfiguredIfNoCaptureIsNamed() {
        assertThat(names()).containsExactly("relay", "relay and projector");
    }

    private static List<String> names(String... arguments) {
        BenchmarkOptions options = new BenchmarkOptions();
        new CommandLine(options).parseArgs(arguments);
        return Entrant.of(Contenders.of(options, List.of(), new Progress(new PrintWriter(new StringWriter())))).stream()
                .map(Entrant::name)
                .toList();
    }
}
