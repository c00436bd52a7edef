package com.everyoneslecture.localstack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.localstack.process.LogFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPrinterIT {

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("log");
    }

    @Test
    void printsTheLastLines() throws Exception {
        Files.writeString(file, "하나\n둘\n셋\n");
        print(2);
        assertThat(out.toString(UTF_8)).isEqualTo("둘\n셋\n");
    }

    @Test
    void countsALastLineThatIsNotYetComplete() throws Exception {
        Files.writeString(file, "하나\n둘\n셋");
        print(2);
        assertThat(out.toString(UTF_8)).isEqualTo("둘\n셋");
    }

    @Test
    void printsAllWhereThereIsLess() throws Exception {
        Files.writeString(file, "하나\n");
        print(10);
        assertThat(out.toString(UTF_8)).isEqualTo("하나\n");
    }

    @Test
    void printsNothingOfAnEmptyLog() throws Exception {
        Files.writeString(file, "");
        print(10);
        assertThat(out.size()).isZero();
    }

    @Test
    void findsLinesAcrossBlocks() throws Exception {
        String line = "가".repeat(5_000) + "\n";
        Files.writeString(file, line.repeat(5));
        print(3);
        assertThat(out.toString(UTF_8)).isEqualTo(line.repeat(3));
    }

    @Test
    void followsWhatIsAddedAndAFileThatTakesItsPlace() throws Exception {
        Files.writeString(file, "first\n");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> following = thread.submit(() -> {
                new LogPrinter(new LogFile(file), out).print(10, true);
                return null;
            });
            await().until(() -> out.toString(UTF_8).equals("first\n"));
            Files.writeString(file, "second\n", StandardOpenOption.APPEND);
            await().until(() -> out.toString(UTF_8).equals("first\nsecond\n"));
            Files.move(file, directory.resolve("log.1"));
            Files.writeString(file, "third\n");
            await().until(() -> out.toString(UTF_8).equals("first\nsecond\nthird\n"));
            assertThat(following).isNotDone();
        } finally {
            thread.shutdownNow();
        }
    }

    private void print(int lines) throws IOException, InterruptedException {
        new LogPrinter(new LogFile(file), out).print(lines, false);
    }
}
