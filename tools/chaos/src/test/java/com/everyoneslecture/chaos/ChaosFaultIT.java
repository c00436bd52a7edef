package com.everyoneslecture.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program through its command line, for as long as a build can wait: some faults of each kind, always the same. */
@Tag("long")
class ChaosFaultIT {

    private static final long PATIENCE_SECONDS = 900;

    @TempDir
    private Path home = Path.of("");

    @Test
    @Timeout(1_000)
    void keepsAllGuaranteesWhileItIsBroken() throws Exception {
        Path report = home.resolve("report.html");
        Path printed = home.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(
                        Launcher.script(),
                        "chaos",
                        "--seed",
                        "20260101",
                        "--each",
                        "--rate",
                        "100",
                        "--faults",
                        "kill-outbox-relay,kafka-in-transaction,drop-slot-up,cut-relay-kafka,crash-category-db,"
                                + "freeze-lecture-projector",
                        "--report",
                        report.toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("OUTBOX_HOME", home.toString());
        Process chaos = builder.start();
        try {
            assertThat(chaos.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            String text = Files.readString(printed, UTF_8);
            assertThat(chaos.exitValue()).as(text).isZero();
            assertThat(text).contains("seed 20260101;", "All guarantees held.");
            assertThat(report).content().contains("kill-outbox-relay");
        } finally {
            chaos.destroy();
            chaos.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
