package com.everyoneslecture.benchmarks.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("long")
@Timeout(900)
class StartBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void measuresTheWholeSystemAndTheRelayWithArchivesAndWithout() {
        JsonNode data = Figures.of(directory, "start", "--quick");

        assertThat(data.at("/durations")).hasSize(3).allSatisfy(one -> {
            assertThat(one.at("/with/median").asDouble()).isPositive();
            assertThat(one.at("/without/median").asDouble()).isPositive();
        });
        assertThat(directory.resolve("start.png")).isNotEmptyFile();
    }
}
