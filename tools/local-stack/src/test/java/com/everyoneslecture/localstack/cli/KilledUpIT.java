package com.everyoneslecture.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class KilledUpIT {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void endsWhatAKilledUpHasLeftAndKeepsTheData() throws Exception {
        try (Program program = new Program(directory)) {
            Process first = program.up();
            program.awaitPrinted("ready after");
            assertThat(program.run("", "kafka-topics", "--create", "--topic", "kept")
                            .status())
                    .isZero();
            long relay = program.component("outbox-relay").path("pid").asLong();

            first.destroyForcibly().waitFor();
            assertThat(ProcessHandle.of(relay)).isPresent();
            for (String command : List.of("kill", "stop", "start", "pause", "resume")) {
                Program.Ended ended = program.run("", command, "kafka");
                assertThat(ended.status()).isEqualTo(1);
                assertThat(ended.err())
                        .contains("no `up` is running, because the last one was killed")
                        .contains("./outbox up");
            }
            assertThat(program.run("", "status").err()).contains("the last one was killed");

            assertThat(program.run("").out()).contains("Now: no `up` is running, because the last one was killed");
            Process second = program.up();
            program.awaitPrinted("ready after");
            assertThat(Files.readString(program.printed()))
                    .contains("ended outbox-relay (pid " + relay + "), left by an `up` that was killed");
            assertThat(program.run("", "kafka-topics", "--list").out()).isEqualTo("kept\n");
            long app = program.component("category-app").path("pid").asLong();
            second.destroyForcibly().waitFor();
            assertThat(program.run("", "down").out())
                    .contains("ended category-app (pid " + app + "), left by an `up` that was killed\n");
            assertThat(program.run("", "down").out()).isEqualTo("nothing runs\n");

            program.up("--fresh");
            program.awaitPrinted("ready after");
            assertThat(program.status().at("/relays/0/capture").asString()).isEqualTo("as configured");
            assertThat(program.run("", "kafka-topics", "--list").out()).isBlank();
        }
    }
}
