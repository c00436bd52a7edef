package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.process.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class EndOfJvmFaultIT {

    @TempDir
    private Path temporary = Path.of("");

    private final List<Process> jvms = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() throws InterruptedException {
        for (Process jvm : jvms) {
            jvm.destroy();
            jvm.waitFor();
        }
    }

    @Test
    void endsTheServersWithTheJvm() throws Exception {
        Process jvm = jvm();
        int server = serverOf(jvm);
        assertThat(serves(server)).isTrue();

        jvm.destroy();
        jvm.waitFor();
        assertThat(serves(server)).isFalse();
        assertThat(directories()).isEmpty();
    }

    @Test
    void endsTheServersOfAKilledJvmWhenTheNextOneComes() throws Exception {
        Process killed = jvm();
        int orphan = serverOf(killed);
        killed.destroyForcibly().waitFor();
        assertThat(serves(orphan)).isTrue();

        Process next = jvm();
        assertThat(serves(serverOf(next))).isTrue();
        assertThat(serves(orphan)).isFalse();
        assertThat(directories()).hasSizeLessThan(2);
    }

    private Process jvm() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dservices=" + Services.ofThisJvm(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsServers.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        jvms.add(jvm);
        return jvm;
    }

    private static int serverOf(Process jvm) throws IOException {
        BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8);
        return Integer.parseInt(String.valueOf(out.readLine()));
    }

    private static boolean serves(int port) {
        return !FreePort.isFree(port);
    }

    /** Returns the directories; containers have none. */
    private List<Path> directories() throws IOException {
        String user = System.getProperty("user.name");
        Path parent = Files.createDirectories(temporary.resolve("outbox-tests-" + user));
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("jvm-"))
                    .toList();
        }
    }
}
