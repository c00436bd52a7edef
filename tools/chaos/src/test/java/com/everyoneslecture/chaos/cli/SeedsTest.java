package com.everyoneslecture.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.fault.FaultSequence;
import com.everyoneslecture.chaos.run.RunSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Checks that the listed runs can be repeated. */
class SeedsTest {

    private static final Path SEEDS = Path.of("seeds.txt");

    @Test
    void hasOnlyLinesThatChaosAccepts() throws Exception {
        List<String> runs = runs();
        assertThat(runs).hasSizeGreaterThanOrEqualTo(2).allMatch(run -> run.matches("--seed \\d+ .+"));
        assertThat(runs).allSatisfy(run -> assertThat(settings(run).seed()).isPositive());
    }

    /** A random run that does not name the newest faults must still be the run that found an error. */
    @ParameterizedTest
    @CsvSource({
        "3, freeze-lecture-projector stop-kafka crash-under-long-transaction add-partition slow-projector-database freeze-kafka",
        "323843, cut-relay-kafka stop-lecture-projector stop-category-db kill-lecture-projector publication-dropped-and-back stop-connector",
    })
    void standsForTheSameFaultsAsWhenItWasAdded(int seed, String faults) throws Exception {
        String random = runs().stream()
                .filter(run -> run.startsWith("--seed " + seed + " "))
                .findFirst()
                .orElseThrow();
        assertThat(first(6, settings(random).faults())).containsExactly(faults.split(" "));
    }

    private static List<String> runs() throws Exception {
        return Files.readAllLines(SEEDS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static RunSettings settings(String run) {
        CommandLine command = ChaosCommand.commandLine();
        command.parseArgs(run.split(" "));
        return command.<ChaosCommand>getCommand().settings();
    }

    private static List<String> first(int count, FaultSequence sequence) {
        List<String> names = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            Optional<FaultSequence.Step> next = sequence.next();
            next.ifPresent(found -> names.add(found.fault().name()));
        }
        return names;
    }
}
