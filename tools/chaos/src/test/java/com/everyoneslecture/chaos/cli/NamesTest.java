package com.everyoneslecture.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final Path ROOT = Path.of("../..");

    /** The script refuses all other names without a build. */
    @Test
    void everyOptionIsAStringInTheSourcesThatTheScriptReads() throws IOException {
        List<String> names = ChaosCommand.commandLine().getCommandSpec().options().stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .map(name -> '"' + name + '"')
                .toList();

        assertThat(names).hasSizeGreaterThan(10);
        assertThat(sources("chaos_names")).contains(names);
    }

    /** Returns the content of the sources that the variable of the script lists. */
    private static String sources(String variable) throws IOException {
        String script = Files.readString(ROOT.resolve("outbox"));
        String beginning = "\n" + variable + "='";
        String value = script.substring(script.indexOf(beginning) + beginning.length());
        return Arrays.stream(value.substring(0, value.indexOf('\'')).split(" "))
                .map(source -> content(ROOT.resolve(source)))
                .collect(Collectors.joining());
    }

    private static String content(Path source) {
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(NamesTest::text)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
