package com.everyoneslecture.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.run.Benchmark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarkCommandTest {

    private static final Benchmark BENCHMARK =
            (options, progress) -> new Findings("some", Map.of(), List.of(), List.of(), List.of());

    @Test
    void saysThatTheFiguresOfAQuickRunAreThoseOfAColdJvm() {
        assertThat(output("--quick"))
                .containsOnlyOnce(
                        "--quick: the figures above are those of a cold JVM, of few events and of one round.");
        assertThat(output()).doesNotContain("cold JVM");
    }

    private static String output(String... arguments) {
        StringWriter out = new StringWriter();
        int status = new CommandLine(new BenchmarkCommand(List.of(BENCHMARK)))
                .setOut(new PrintWriter(out))
                .execute(arguments);
        assertThat(status).isZero();
        return out.toString();
    }
}
