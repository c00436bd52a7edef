package com.everyoneslecture.benchmarks.audit;

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
class AuditBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void checksTheNewestRowsWithTheIndexAndWithout() {
        JsonNode data = Figures.of(directory, "audit", "--events=2000");

        assertThat(data.at("/window").asInt()).isEqualTo(200);
        assertThat(data.at("/costs")).hasSize(Checksum.values().length).allSatisfy(cost -> {
            assertThat(cost.at("/indexed/median").asDouble()).isPositive();
            assertThat(cost.at("/unindexed/median").asDouble()).isPositive();
        });
        assertThat(directory.resolve("audit.png")).isNotEmptyFile();
    }
}
