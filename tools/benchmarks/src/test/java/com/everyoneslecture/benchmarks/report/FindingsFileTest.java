package com.everyoneslecture.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FindingsFileTest {

    private @TempDir Path directory;

    record Figures(Spread perSecond) {}

    @Test
    void saysWhereWhenAndHowTheFiguresCameAbout() throws Exception {
        Path file = directory.resolve("there").resolve("figures.json");
        Findings findings = new Findings("capture", new Figures(new Spread(2, 1, 3)), List.of(), List.of());

        FindingsFile.of(
                        Machine.here(),
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        "./outbox bench capture",
                        List.of(findings))
                .write(file);

        JsonNode json = JsonMapper.shared().readTree(file.toFile());
        assertThat(json.at("/machine/processors").asInt()).isPositive();
        assertThat(json.at("/date").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.at("/command").asString()).isEqualTo("./outbox bench capture");
        assertThat(json.at("/findings/0/name").asString()).isEqualTo("capture");
        assertThat(json.at("/findings/0/data/perSecond/highest").asDouble()).isEqualTo(3);
    }
}
