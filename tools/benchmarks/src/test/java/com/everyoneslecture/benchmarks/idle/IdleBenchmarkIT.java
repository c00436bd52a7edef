package com.everyoneslecture.benchmarks.idle;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("long")
@Timeout(600)
class IdleBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void samplesTheProcessesAndTheSlotBesideABusyTable() {
        JsonNode data = Figures.of(directory, "idle", "--quick", "--seconds=2");

        assertThat(data.at("/projectorPercent/median").asDouble(-1)).isNotNegative();
        assertThat(data.at("/relays")).hasSize(1);
        requireFigures(data.at("/relays/0"), "relay");
        assertThat(directory.resolve("idle.png")).isNotEmptyFile();
        assertThat(directory.resolve("idle-wal.png")).isNotEmptyFile();
    }

    @Test
    void samplesTheRelayWithEachCaptureInTurns() {
        JsonNode data = Figures.of(directory, "idle", "--quick", "--seconds=2", "--capture=wal,debezium");

        assertThat(data.at("/relays")).hasSize(2);
        requireFigures(data.at("/relays/0"), "relay (wal)");
        requireFigures(data.at("/relays/1"), "relay (debezium)");
    }

    private static void requireFigures(JsonNode relay, String name) {
        assertThat(relay.at("/name").asString()).isEqualTo(name);
        assertThat(relay.at("/idlePercent/median").asDouble(-1)).isNotNegative();
        assertThat(relay.at("/besideNeighbourPercent/median").asDouble(-1)).isNotNegative();
        assertThat(relay.at("/retained/0/writtenBytes").asLong()).isPositive();
        assertThat(relay.at("/retained/0/samples"))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.at("/retainedBytes").asLong())
                        .isGreaterThanOrEqualTo(sample.at("/unconfirmedBytes").asLong()));
    }
}
