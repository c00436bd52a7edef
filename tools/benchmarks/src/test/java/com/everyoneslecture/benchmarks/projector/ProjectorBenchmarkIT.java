package com.everyoneslecture.benchmarks.projector;

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
class ProjectorBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void everyWayAppliesEveryRecord() {
        JsonNode data = Figures.of(directory, "projector", "--events=3000");

        assertThat(data.at("/drained")).hasSize(6).allSatisfy(drained -> {
            assertThat(drained.at("/perSecond/median").asDouble()).isNotNegative();
            assertThat(drained.at("/completeRounds").asInt()).isEqualTo(1);
            assertThat(drained.at("/differences").asLong(-1)).isZero();
            assertThat(drained.at("/peakMemoryMib/median").asDouble()).isPositive();
        });
        assertThat(directory.resolve("projector.png")).isNotEmptyFile();
    }
}
