package com.everyoneslecture.benchmarks.hostile;

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
class HostileBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void measuresHonestClientsAloneAndBesideHostileOnes() {
        JsonNode data = Figures.of(directory, "hostile", "--quick", "--seconds=10", "--warm-up=1");

        for (String phase : new String[] {"alone", "beside"}) {
            assertThat(data.at("/" + phase + "/kinds")).hasSize(6).allSatisfy(kind -> {
                assertThat(kind.at("/count").asLong()).isPositive();
                assertThat(kind.at("/failures").asInt(-1)).isZero();
                assertThat(kind.at("/p99Millis").asDouble()).isPositive();
            });
        }
        assertThat(data.at("/answers").propertyNames())
                .containsExactlyInAnyOrder(
                        "bodies of 100 MB",
                        "bodies that never end",
                        "expensive requests",
                        "foreign names",
                        "heads that never end",
                        "pages of other sites",
                        "viewers that do not read");
        assertThat(data.at("/changedProcesses").isEmpty()).isTrue();
        assertThat(data.at("/missingOrDoubled").asInt(-1)).isZero();
    }
}
