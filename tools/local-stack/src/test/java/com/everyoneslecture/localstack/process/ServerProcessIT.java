package com.everyoneslecture.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.localstack.standin.StandInService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessIT {

    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of("");

    private final ServerProcess process = new ServerProcess();

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        process.kill();
    }

    @Test
    void recordsTheProcessWhileItLives() throws Exception {
        launch("echo started; exec sleep 1000");
        assertThat(ProcessIdentity.read(pidFile()).orElseThrow().pid()).isEqualTo(process.pid());
        process.stop(Signal.TERM, BOUND);
        assertThat(pidFile()).doesNotExist();
        assertThat(process.state()).isEqualTo(ServerState.STOPPED);
    }

    @Test
    void keepsTheTerminalsCtrlCFromTheProcess() throws Exception {
        launch("echo started; exec sleep 1000");
        Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(process.pid())).start();
        String group = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(group).as("its process group is its own").isEqualTo(Long.toString(process.pid()));
    }

    @Test
    void saysHowAProcessEndedThatNeverServed() throws Exception {
        process.launch(shell("echo 'the reason, in the log'; exit 3"));
        assertThatThrownBy(() -> process.awaitReady(BOUND, () -> Health.down("not yet")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("stand-in ended with exit status 3 before it served")
                .hasMessageContaining("the reason, in the log");
        assertThat(process.state()).isEqualTo(ServerState.DIED);
    }

    @Test
    void leavesAProcessRunningThatTakesTooLong() throws Exception {
        launch("exec sleep 1000");
        assertThatThrownBy(() -> process.awaitReady(Duration.ofMillis(100), () -> Health.down("no answer")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("no answer");
        assertThat(process.alive()).isTrue();
    }

    @Test
    void killsWhoDoesNotObey() throws Exception {
        launch("trap '' TERM; echo started; while :; do sleep 1; done");
        awaitLog("started");
        assertThat(process.stop(Signal.TERM, Duration.ofMillis(200))).isFalse();
        assertThat(process.alive()).isFalse();
    }

    @Test
    void stopsAPausedProcess() throws Exception {
        launch("trap 'echo in order; exit 0' TERM; echo started; while :; do sleep 0.1; done");
        awaitLog("started");
        process.pause();
        process.pause();
        assertThat(process.state()).isEqualTo(ServerState.PAUSED);
        assertThat(process.stop(Signal.TERM, BOUND)).isTrue();
        assertThat(log().tail(1)).containsExactly("in order");
    }

    @Test
    void killsTheChildren() throws Exception {
        launch("sleep 1000 & sleep 1000 & echo started; wait");
        awaitLog("started");
        List<ProcessHandle> children =
                ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();
        assertThat(children).hasSize(2);
        process.kill();
        process.kill();
        assertThat(process.state()).isEqualTo(ServerState.KILLED);
        await().atMost(BOUND).until(() -> children.stream().noneMatch(ServerProcessIT::isThere));
    }

    @Test
    void reportsADeathByItselfAndNoOther() throws Exception {
        BlockingQueue<Integer> deaths = new LinkedBlockingQueue<>();
        process.onDeath(deaths::add);
        launch("echo started; exec sleep 1000");
        process.awaitReady(BOUND, () -> Health.UP);
        process.kill();
        launch("echo started; exec sleep 1000");
        process.awaitReady(BOUND, () -> Health.UP);
        process.stop(Signal.TERM, BOUND);
        launch("echo started; exec sleep 1000");
        process.awaitReady(BOUND, () -> Health.UP);
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();

        assertThat(deaths.poll(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo(137);
        assertThat(deaths).isEmpty();
        assertThat(process.state()).isEqualTo(ServerState.DIED);
    }

    @Test
    void endsWhatAKilledParentHasLeft() throws Exception {
        launch("sleep 1000 & echo started; wait");
        awaitLog("started");
        long pid = process.pid();
        assertThat(ProcessIdentity.reap(pidFile()).orElseThrow().pid()).isEqualTo(pid);
        await().atMost(BOUND).until(() -> !process.alive());
        assertThat(ProcessIdentity.reap(pidFile())).isEmpty();
    }

    @Test
    void waitsUntilTheOrphansPortIsFree() throws Exception {
        Path jar = StandInService.jar(directory.resolve("stand-in.jar"));
        for (int round = 0; round < 5; round++) {
            int port = FreePort.any();
            ProcessHandle orphan = orphan(port, jar);
            await().atMost(BOUND).until(() -> !FreePort.isFree(port));
            ProcessIdentity.of(orphan).orElseThrow().write(pidFile());

            assertThat(ProcessIdentity.reap(pidFile())).isPresent();
            assertThat(FreePort.isFree(port)).isTrue();
        }
    }

    /** Starts a JVM whose parent has ended. It has some hundred threads, which end one after the other. */
    private static ProcessHandle orphan(int port, Path jar) throws IOException, InterruptedException {
        ProcessBuilder parent = new ProcessBuilder(
                "/bin/sh",
                "-c",
                "\"$0\" -XX:+UseParallelGC -XX:ParallelGCThreads=300 -XX:-UseDynamicNumberOfGCThreads -jar \"$1\" >/dev/null 2>&1 & echo $!",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                jar.toString());
        parent.environment().put("SERVER_PORT", Integer.toString(port));
        Process started = parent.start();
        String pid = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        started.waitFor();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    @Test
    void sparesAProcessThatHasTheNumberOfAnother() throws Exception {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
        new ProcessIdentity(self.pid(), self.start() + "0").write(pidFile());
        assertThat(ProcessIdentity.reap(pidFile())).isEmpty();
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void doesNotMindAPidFileThatMakesNoSense() throws Exception {
        Files.writeString(pidFile(), "nonsense");
        assertThat(ProcessIdentity.reap(pidFile())).isEmpty();
    }

    private void launch(String script) throws InterruptedException {
        assertThat(process.launch(shell(script))).isTrue();
        assertThat(process.launch(shell(script))).isFalse();
    }

    private Launch shell(String script) {
        return new Launch("stand-in", List.of("/bin/sh", "-c", script), Map.of(), log(), pidFile());
    }

    private void awaitLog(String line) {
        await().atMost(BOUND).until(() -> log().tail(100).contains(line));
    }

    private LogFile log() {
        return new LogFile(directory.resolve("log"));
    }

    private Path pidFile() {
        return directory.resolve("pid");
    }

    private static boolean isThere(ProcessHandle child) {
        try {
            // A process that its parent has not reaped yet has ended all the same.
            return child.isAlive()
                    && !Files.readString(Path.of("/proc/" + child.pid() + "/stat"))
                            .contains(") Z ");
        } catch (IOException e) {
            return child.isAlive();
        }
    }
}
