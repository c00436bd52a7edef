package com.everyoneslecture.benchmarks;

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
import picocli.CommandLine;

class NamesTest {

    private static final Path ROOT = Path.of("../..");

    /** The script refuses all other names without a build. */
    @Test
    void theScriptKnowsEveryBenchmarkAndEveryOptionIsAStringInTheSourcesThatItReads() throws IOException {
        CommandLine bench = Benchmarks.commandLine();
        List<String> options = Stream.concat(Stream.of(bench), bench.getSubcommands().values().stream())
                .flatMap(each -> each.getCommandSpec().options().stream())
                .flatMap(option -> Arrays.stream(option.names()))
                .distinct()
                .map(name -> '"' + name + '"')
                .toList();
        String sources = words("bench_names")
                .map(source -> content(ROOT.resolve(source)))
                .collect(Collectors.joining());

        assertThat(options).hasSizeGreaterThan(10);
        assertThat(sources).contains(options);
        assertThat(words("benchmarks"))
                .containsExactlyElementsOf(bench.getSubcommands().keySet());
    }

    /** Returns the words in a variable of the script. */
    private static Stream<String> words(String variable) throws IOException {
        String script = Files.readString(ROOT.resolve("outbox"));
        String beginning = "\n" + variable + "='";
        String value = script.substring(script.indexOf(beginning) + beginning.length());
        return Arrays.stream(value.substring(0, value.indexOf('\'')).split(" "));
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
