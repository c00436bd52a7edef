package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MigrateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysHowItIsUsed() {
        assertThat(run(Map.of(), "--help")).isZero();

        assertThat(out.toString())
                .contains("category|lecture", "--url=", "--user=", "PGPASSWORD", "_FILE", "CATEGORY_APP_PASSWORD")
                .contains("OUTBOX_RELAY_PASSWORD", "LECTURE_PROJECTOR_PASSWORD", "CONSOLE_PASSWORD")
                .contains("PUBLIC", "advisory locks")
                .doesNotContain("--password");
    }

    static Stream<Arguments> wrongUses() {
        String url = "jdbc:postgresql://127.0.0.1:1/category";
        return Stream.of(
                Arguments.of(List.of(), "category|lecture"),
                Arguments.of(List.of("lecture", "--url", url), "--user"),
                Arguments.of(List.of("--url", url, "--user", "a"), "category|lecture"),
                Arguments.of(List.of("kategory", "--url", url, "--user", "a"), "'kategory'"),
                Arguments.of(List.of("category", "--url", url, "--user", "a", "--password", "b"), "--password"),
                Arguments.of(List.of("category", "--url", "127.0.0.1", "--user", "a"), "jdbc:postgresql:"),
                Arguments.of(
                        List.of("category", "--url", url + "?password=b", "--user", "a"), "must not hold a password"));
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void namesWhatIsWrongWithItsUse(List<String> arguments, String named) {
        assertThat(run(Map.of(), arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).contains(named).contains("--help").doesNotContain("\tat ");
    }

    @Test
    void namesAWrongPasswordVariable() {
        assertThat(run(
                        Map.of("CATEGORY_APP_PASSWORD", ""),
                        "category",
                        "--url",
                        "jdbc:postgresql://127.0.0.1:1/category",
                        "--user",
                        "a"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("CATEGORY_APP_PASSWORD gives an empty password");
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine line = MigrateCommand.commandLine(environment);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
