package com.everyoneslecture.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.localstack.stack.Capture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ContendersTest {

    private static final List<Capture> BOTH = List.of(Capture.DEBEZIUM, Capture.WAL);

    @Test
    void takesTheRelayAsItIsConfiguredIfNoCaptureIsNamed() {
        assertThat(names(List.of())).containsExactly("limit", "limit, same records", "relay");
        assertThat(Contenders.relays(options())).extracting(Contender::name).containsExactly("relay");
    }

    @Test
    void takesTheRelayOnceWithEachCaptureThatIsUsual() {
        assertThat(names(BOTH)).containsExactly("limit", "limit, same records", "relay (debezium)", "relay (wal)");
    }

    @Test
    void takesTheCapturesThatTheOptionsNameInTheirOrder() {
        assertThat(names(BOTH, "--capture=wal")).containsExactly("limit", "limit, same records", "relay (wal)");
        assertThat(names(List.of(), "--capture=wal,debezium"))
                .containsExactly("limit", "limit, same records", "relay (wal)", "relay (debezium)");
    }

    @Test
    void leavesAnotherBuildItsDefaultUnlessTheOptionsNameACapture() {
        assertThat(names(BOTH, "--against=other.jar"))
                .containsExactly(
                        "limit", "limit, same records", "relay (debezium)", "relay (wal)", "relay, other build");
        assertThat(names(BOTH, "--against=other.jar", "--capture=wal"))
                .containsExactly("limit", "limit, same records", "relay (wal)", "relay, other build (wal)");
    }

    @Test
    void tellsTheRelayOfThisBuildFromTheOthers() {
        assertThat(contenders(BOTH, "--against=other.jar").stream()
                        .filter(Contenders::isRelay)
                        .map(Contender::name))
                .containsExactly("relay (debezium)", "relay (wal)");
    }

    @Test
    void theGuaranteesOfTheRelayAndOfTheConnectorOfThisBuildAreItsOwn() {
        assertThat(contenders(BOTH, "--against=other.jar").stream()
                        .filter(Contenders::isOwn)
                        .map(Contender::name))
                .containsExactly("relay (debezium)", "relay (wal)");
        Peers peers = Peers.ofThisCheckout();
        assertThat(Contenders.isOwn(new OutboxConnect(peers))).isTrue();
        assertThat(Contenders.isOwn(new KafkaConnect(peers, Tuning.TUNED))).isFalse();
    }

    private static List<String> names(List<Capture> usual, String... arguments) {
        return contenders(usual, arguments).stream().map(Contender::name).toList();
    }

    private static List<Contender> contenders(List<Capture> usual, String... arguments) {
        return Contenders.of(options(arguments), usual, new Progress(new PrintWriter(new StringWriter())));
    }

    private static BenchmarkOptions options(String... arguments) {
        BenchmarkOptions options = new BenchmarkOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }
}
