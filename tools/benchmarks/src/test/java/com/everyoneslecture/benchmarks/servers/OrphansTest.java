package com.everyoneslecture.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {

    private @TempDir Path parent;

    @AfterEach
    void killAll() throws InterruptedException {
        JavaProcess.killAll();
    }

    @Test
    void endsTheServersOfABenchmarkThatWasKilled() throws Exception {
        Path left = directory("some-left", ended());
        JavaProcess server = server(left);

        Orphans.end(own(), "some-");

        assertThat(left).doesNotExist();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void takesNoFileOfDataForARecordOfAProcess() throws Exception {
        Path left = directory("some-left", ended());
        Process other = new ProcessBuilder("sleep", "60").start();
        identity(other).write(left.resolve("postgres/data/postmaster.pid"));

        Orphans.end(own(), "some-");

        assertThat(left).doesNotExist();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void leavesABenchmarkThatRuns() throws Exception {
        Path running = directory(
                "some-running", ProcessIdentity.of(ProcessHandle.current()).orElseThrow());
        JavaProcess server = server(running);

        Orphans.end(own(), "some-");

        assertThat(running).exists();
        assertThat(server.isAlive()).isTrue();
    }

    @Test
    void leavesWhatHasNoOwnerOrAnotherName() throws Exception {
        Path unowned = Files.createDirectory(parent.resolve("some-unowned"));
        Path other = directory("other", ended());

        Orphans.end(own(), "some-");

        assertThat(unowned).exists();
        assertThat(other).exists();
    }

    @Test
    void leavesADirectoryBehindALink(@TempDir Path elsewhere) throws Exception {
        ended().write(elsewhere.resolve("owner.pid"));
        Files.createSymbolicLink(parent.resolve("some-link"), elsewhere);

        Orphans.end(own(), "some-");

        assertThat(elsewhere.resolve("owner.pid")).exists();
    }

    private Path own() throws IOException {
        Path own = Files.createDirectory(parent.resolve("some-own"));
        Orphans.own(own);
        return own;
    }

    private Path directory(String name, ProcessIdentity owner) throws IOException {
        Path directory = Files.createDirectory(parent.resolve(name));
        owner.write(directory.resolve("owner.pid"));
        return directory;
    }

    /** Starts a process that does not end by itself. */
    private static JavaProcess server(Path directory) throws IOException {
        return JavaProcess.start(
                "server",
                Files.createDirectories(directory.resolve("processes").resolve("server")),
                Map.of(),
                List.of(
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName()));
    }

    /** Returns the identity of a process that has ended. */
    private static ProcessIdentity ended() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = identity(process);
        process.destroyForcibly().waitFor();
        return identity;
    }

    private static ProcessIdentity identity(Process process) {
        return ProcessIdentity.of(process.toHandle()).orElseThrow();
    }

    /** A program that waits. */
    static final class Endless {

        private Endless() {}

        public static void main(String[] arguments) throws InterruptedException {
            TimeUnit.HOURS.sleep(1);
        }
    }
}
