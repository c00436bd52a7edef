package com.everyoneslecture.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks alerts and dashboard with Prometheus' own parser. Skipped if {@code promtool} is not installed. */
class PromtoolTest {

    private static final String DIRECTORY = "deploy/observability";

    @BeforeEach
    void promtoolIsInstalled() {
        boolean installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool")));
        assumeTrue(installed, "promtool is not installed: the Debian package prometheus has it");
    }

    @Test
    void alertsAreRules() throws IOException, InterruptedException {
        promtool(Repository.path(DIRECTORY), "check", "rules", "alerts.yml");
    }

    @Test
    void theConfigurationOfComposeIsOne() throws IOException, InterruptedException {
        promtool(Repository.path(DIRECTORY), "check", "config", "--syntax-only", "prometheus.yml");
    }

    @Test
    void alertsFireWhenTheyShould() throws IOException, InterruptedException {
        promtool(Repository.path(DIRECTORY), "test", "rules", "alerts_test.yml");
    }

    @Test
    void panelsAreExpressions(@TempDir Path directory) throws IOException, InterruptedException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
        List<String> expressions =
                ObservabilityTest.expressions(Tree.of(Repository.read(DIRECTORY + "/dashboard.json")));
        for (int index = 0; index < expressions.size(); index++) {
            String expression = expressions.get(index).replace("$__rate_interval", "1m");
            rules.append("      - {record: panel")
                    .append(index)
                    .append(", expr: '")
                    .append(expression.replace("'", "''"))
                    .append("'}\n");
        }
        Files.writeString(directory.resolve("panels.yml"), rules);
        promtool(directory, "check", "rules", "panels.yml");
    }

    private static void promtool(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("promtool", ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        String printed = Files.readString(output, UTF_8);
        Files.delete(output);
        process.destroy();
        assertThat(ended).as("promtool ended").isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
    }
}
