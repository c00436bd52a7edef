package com.everyoneslecture.benchmarks.console;

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
class ConsoleBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void samplesEveryComponentWithAPageOpenAndWithout() {
        JsonNode data = Figures.of(directory, "console", "--quick", "--seconds=1");

        assertThat(data.at("/costs")).hasSize(2).allSatisfy(cost -> {
            assertThat(cost.at("/components")
                            .valueStream()
                            .map(one -> one.at("/name").asString()))
                    .containsExactly(
                            "category-db",
                            "lecture-db",
                            "kafka",
                            "category-app",
                            "lecture-projector",
                            "outbox-relay",
                            "console");
            assertThat(cost.at("/all/open/median").asDouble()).isPositive();
        });
        assertThat(directory.resolve("console.png")).isNotEmptyFile();
    }
}
