package com.everyoneslecture.benchmarks.latency;

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
class LatencyBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void everyEventIsSeenInTheTopicOnceAndInTheReadModel() {
        JsonNode data = Figures.of(directory, "latency", "--rates=50", "--seconds=2", "--warm-up=1");

        JsonNode relay = data.at("/measured/0");
        assertThat(relay.at("/contender").asString()).isEqualTo("relay");
        assertThat(relay.at("/row").isNull()).isTrue();
        requireComplete(relay);
        assertThat(relay.at("/record/p50/median").asDouble())
                .isGreaterThanOrEqualTo(relay.at("/commit/p50/median").asDouble() / 2);
        JsonNode projected = data.at("/measured/1");
        assertThat(projected.at("/contender").asString()).isEqualTo("relay and projector");
        requireComplete(projected);
        assertThat(projected.at("/row/events").asInt()).isEqualTo(100);
        assertThat(directory.resolve("latency-p99.png")).isNotEmptyFile();
    }

    private static void requireComplete(JsonNode measured) {
        assertThat(measured.at("/missing").asInt(-1)).isZero();
        assertThat(measured.at("/doubled").asInt(-1)).isZero();
        assertThat(measured.at("/record/events").asInt()).isEqualTo(100);
    }
}
