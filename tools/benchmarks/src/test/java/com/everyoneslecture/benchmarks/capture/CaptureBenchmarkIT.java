package com.everyoneslecture.benchmarks.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.Benchmarks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("long")
@Timeout(600)
class CaptureBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void comparesTheRelayWithEachCaptureWithTheLimitAndCountsEveryEvent() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int status = Benchmarks.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "capture",
                        "--events=3000",
                        "--rounds=1",
                        "--payload=150,3000",
                        "--per-transaction=100",
                        "--json=" + directory.resolve("figures.json"),
                        "--plots=" + directory.resolve("plots"));

        assertThat(status).as(() -> out + "\n" + err).isZero();
        assertThat(out.toString())
                .contains(
                        "100 events per transaction, 150 B; 3,000 events",
                        "limit, same records",
                        "relay (debezium)",
                        "relay (wal)",
                        "kill -9");
        JsonNode data = JsonMapper.shared()
                .readTree(directory.resolve("figures.json").toFile())
                .at("/findings/0/data");
        assertThat(data.at("/loads")).hasSize(2).allSatisfy(load -> {
            assertThat(load.at("/contenders")).hasSize(4).allSatisfy(one -> {
                assertThat(one.at("/eventsPerSecond/median").asDouble()).isPositive();
                assertThat(one.at("/megabytesPerSecond/median").asDouble()).isPositive();
                assertThat(one.at("/cpuSeconds/median").asDouble()).isPositive();
                assertThat(one.at("/doubled").asInt(-1)).isZero();
                assertThat(one.at("/lost").asInt(-1)).isZero();
                assertThat(one.at("/misordered").asInt(-1)).isZero();
                assertThat(one.at("/rounds/0/tally/distinct").asInt()).isEqualTo(3000);
            });
            assertThat(load.at("/contenders/1/ratioTo/limit/median").asDouble()).isPositive();
            assertThat(load.at("/contenders/2/ratioTo/limit/median").asDouble()).isPositive();
            assertThat(load.at("/contenders/3/ratioTo/limit, same records/median")
                            .asDouble())
                    .isPositive();
        });
        assertThat(data.at("/killed/0/contender").asString()).isEqualTo("relay (debezium)");
        assertThat(data.at("/killed/1/contender").asString()).isEqualTo("relay (wal)");
        assertThat(data.at("/killed")).hasSize(2).allSatisfy(killed -> {
            assertThat(killed.at("/tally/distinct").asInt()).isEqualTo(3000);
            assertThat(killed.at("/tally/doubled").asInt(-1)).isZero();
        });
        assertThat(directory.resolve("plots").resolve("capture-events.png")).isNotEmptyFile();
        assertThat(directory.resolve("plots").resolve("capture-megabytes.png")).isNotEmptyFile();
    }
}
