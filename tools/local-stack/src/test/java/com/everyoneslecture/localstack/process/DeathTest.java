package com.everyoneslecture.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathTest {

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "0,   exit status 0",
        "1,   exit status 1",
        "3,   exit status 3 (out of memory)",
        "134, exit status 134 (aborted: SIGABRT)",
        "137, exit status 137 (killed: SIGKILL)",
        "139, exit status 139 (crashed: SIGSEGV)",
        "143, exit status 143 (terminated: SIGTERM)",
        "129, exit status 129 (signal 1)",
        "255, exit status 255",
    })
    void saysWhatTheExitStatusOfAJvmMeans(int exitStatus, String reason) {
        assertThat(Death.ofJvm(exitStatus, log()).reason()).isEqualTo(reason);
    }

    @Test
    void takesTheStatusOfAnotherProgramForNoLackOfMemory() {
        assertThat(Death.of(3, log()).reason()).isEqualTo("exit status 3");
        assertThat(Death.of(137, log()).reason()).isEqualTo("exit status 137 (killed: SIGKILL)");
    }

    @Test
    void hasTheLastFiveLinesOfTheLogEachCut() throws IOException {
        Files.write(log().path(), List.of("1", "2", "3", "4", "5\u001b[2J", "x".repeat(5_000), "7"));

        List<String> lines = Death.of(1, log()).lastLines();

        assertThat(lines).hasSize(5).startsWith("3", "4", "5?[2J").endsWith("7");
        assertThat(lines.get(3)).hasSize(200).endsWith("x…");
    }

    @Test
    void hasNoLinesWhereThereIsNoLog() {
        assertThat(Death.of(1, log()).lastLines()).isEmpty();
    }

    private LogFile log() {
        return new LogFile(directory.resolve("log"));
    }
}
