package com.everyoneslecture.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.fault.FaultSequence;
import com.everyoneslecture.chaos.fault.Faults;
import com.everyoneslecture.chaos.guarantee.Violation;
import com.everyoneslecture.chaos.run.FaultRecord;
import com.everyoneslecture.chaos.run.Result;
import com.everyoneslecture.chaos.run.Result.Counts;
import com.everyoneslecture.chaos.run.Result.Orders;
import com.everyoneslecture.chaos.run.RunSettings;
import com.everyoneslecture.chaos.stack.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosFilesTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void areWrittenEachByItself() throws Exception {
        // It could be written when the run began.
        Path report = Files.createDirectory(directory.resolve("report.html"));
        Path matrix = directory.resolve("matrix.md");
        assertThat(new ChaosFiles(report, Optional.of(matrix)).write(result(), "./outbox chaos"))
                .singleElement()
                .asString()
                .contains("cannot write " + report);
        assertThat(matrix).content().contains("| kill-kafka |");
    }

    @Test
    void keepWhatAnEarlierRunHasWritten() throws Exception {
        Path report = Files.writeString(directory.resolve("report.html"), "an earlier one");
        new ChaosFiles(report, Optional.empty()).requireWritable();
        assertThat(report).hasContent("an earlier one");
    }

    private static Result result() {
        return result(List.of());
    }

    static Result result(List<Violation> violations) {
        return new Result(
                new RunSettings(
                        1,
                        200,
                        Duration.ofMinutes(1),
                        FaultSequence.random(Faults.of(Deployment.PLAIN), 1, Optional.empty())),
                List.of(new FaultRecord("kill-kafka", 1_000, 3_000, 5_000, 6_000, 6_100)),
                violations,
                Map.of(),
                Map.of(),
                List.of(),
                new Counts(1, 1, 1, 0, 0, 1, 1, 1, new Orders(0, 0, 0, 0, 0)),
                7_000,
                true);
    }
}
