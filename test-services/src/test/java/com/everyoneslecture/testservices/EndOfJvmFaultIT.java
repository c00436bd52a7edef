package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        long server = serverOf(jvm);
        assertThat(serves(server)).isTrue();

        jvm.destroy();
        jvm.waitFor();
        assertThat(serves(server)).isFalse();
        assertThat(directories()).isEmpty();
    }

    @Test
    void endsTheServersOfAKilledJvmWhenTheNextOneComes() throws Exception {
        Process killed = jvm();
        long orphan = serverOf(killed);
        killed.destroyForcibly().waitFor();
        assertThat(serves(orphan)).isTrue();

        Process next = jvm();
        assertThat(serves(serverOf(next))).isTrue();
        assertThat(serves(orphan)).isFalse();
        assertThat(directories()).hasSize(1);
    }

    private Process jvm() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsServers.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        jvms.add(jvm);
        return jvm;
    }

    private static long serverOf(Process jvm) throws IOException {
        BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8);
        return Long.parseLong(String.valueOf(out.readLine()));
    }

    /** One that has ended but that nobody has waited for has no command line any more. */
    private static boolean serves(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .isPresent();
    }

    private List<Path> directories() throws IOException {
        String user = System.getProperty("user.name");
        try (Stream<Path> entries = Files.list(temporary.resolve("outbox-tests-" + user))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("jvm-"))
                    .toList();
        }
    }
}
