package com.everyoneslecture.benchmarks.append;

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
class AppendBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void comparesTheLibraryWithPlainJdbc() {
        JsonNode data = Figures.of(directory, "append", "--seconds=1");

        assertThat(data.at("/costs")).hasSize(4).allSatisfy(cost -> {
            assertThat(cost.at("/microsPerEvent/median").asDouble()).isPositive();
            assertThat(cost.at("/eventsPerSecond/median").asDouble()).isPositive();
            assertThat(cost.at("/ratioToPlain/median").asDouble()).isPositive();
        });
        assertThat(data.at("/costs/0/ratioToPlain/median").asDouble()).isEqualTo(1);
        assertThat(directory.resolve("append.png")).isNotEmptyFile();
    }
}
