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
@Timeout(300)
class IdleBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void looksAtTheProcessesAndAtTheSlotBesideABusyTable() {
        JsonNode data = Figures.of(directory, "idle", "--quick", "--seconds=2");

        assertThat(data.at("/relayPercent/median").asDouble(-1)).isNotNegative();
        assertThat(data.at("/projectorPercent/median").asDouble(-1)).isNotNegative();
        assertThat(data.at("/retained/0/writtenBytes").asLong()).isPositive();
        assertThat(data.at("/retained/0/samples"))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.at("/retainedBytes").asLong())
                        .isGreaterThanOrEqualTo(sample.at("/unconfirmedBytes").asLong()));
        assertThat(directory.resolve("idle.png")).isNotEmptyFile();
        assertThat(directory.resolve("idle-wal.png")).isNotEmptyFile();
    }
}
