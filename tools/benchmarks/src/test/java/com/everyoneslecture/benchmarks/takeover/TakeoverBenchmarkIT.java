package com.everyoneslecture.benchmarks.takeover;

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
class TakeoverBenchmarkIT {

    private @TempDir Path directory;

    @Test
    void losesAndDoublesNothingWhateverHappensToTheRelayThatStreams() {
        JsonNode data = Figures.of(directory, "takeover", "--quick", "--rate", "100");

        assertThat(data.at("/captures")).singleElement().satisfies(one -> {
            assertThat(one.at("/events").asLong()).isPositive();
            assertThat(one.at("/missing").asLong()).isZero();
            assertThat(one.at("/doubled").asLong()).isZero();
            assertThat(one.at("/unasked").asLong()).isZero();
            assertThat(one.at("/seconds")).hasSize(Kind.values().length);
        });
    }
}
