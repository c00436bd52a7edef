package com.everyoneslecture.benchmarks.write;

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
class WriteBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void everyWriteWithTheOutboxHasItsEventAndNoOther() {
        JsonNode data = Figures.of(directory, "write", "--seconds=1");

        assertThat(data.at("/costs")).hasSize(2).allSatisfy(cost -> {
            assertThat(cost.at("/withOutbox/median").asDouble()).isPositive();
            assertThat(cost.at("/withoutOutbox/median").asDouble()).isPositive();
            assertThat(cost.at("/walWithOutbox/median").asDouble()).isPositive();
            assertThat(cost.at("/difference").asLong(-1)).isZero();
        });
        assertThat(data.at("/http/median").asDouble()).isPositive();
        assertThat(directory.resolve("write.png")).isNotEmptyFile();
    }
}
