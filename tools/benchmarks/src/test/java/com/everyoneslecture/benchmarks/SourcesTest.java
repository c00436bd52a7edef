package com.everyoneslecture.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Measured programs run as {@code ./outbox up} runs them: options and configuration have one owner. */
class SourcesTest {

    @Test
    void oneClassRunsServicesFromTheirJars() throws IOException {
        assertThat(sourcesWith("\"-jar\"")).containsExactly("ServiceJars.java");
    }

    @Test
    void noneConfiguresTheConnectorItself() throws IOException {
        assertThat(sourcesWith("OutboxSourceConnector")).isEmpty();
    }

    private static List<String> sourcesWith(String text) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(Files::isRegularFile)
                    .filter(source -> text(source).contains(text))
                    .map(source -> source.getFileName().toString())
                    .toList();
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
