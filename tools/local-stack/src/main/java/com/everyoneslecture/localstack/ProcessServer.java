package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.Death;
import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.Launch;
import com.everyoneslecture.localstack.process.LogFile;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import com.everyoneslecture.localstack.process.ServerProcess;
import com.everyoneslecture.localstack.process.ServerState;
import com.everyoneslecture.localstack.process.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The common part of all servers here: one process on one port, with its files. */
abstract class ProcessServer implements LocalServer {

    private static final Duration START_BOUND = Duration.ofMinutes(2);
    private static final Duration STOP_BOUND = Duration.ofSeconds(15);

    private final String name;
    private final ServerFiles files;
    private final int port;
    private final Signal stopSignal;
    private final ServerProcess process = new ServerProcess();
    private final Object launching = new Object();

    ProcessServer(String name, ServerFiles files, int port, Signal stopSignal) {
        this.name = name;
        this.files = files;
        this.port = port == 0 ? FreePort.any() : port;
        this.stopSignal = stopSignal;
    }

    /** Prepares the files, while the process is not running, and returns the command that starts it. */
    abstract List<String> prepare() throws InterruptedException;

    /** Returns the environment of the process, in addition to this JVM's own. */
    abstract Map<String, String> environment();

    /** Returns the meaning of an exit status, which is that of a JVM unless the program is another. */
    Death death(int exitStatus) {
        return Death.ofJvm(exitStatus, log());
    }

    @Override
    public final void start() throws InterruptedException {
        synchronized (launching) {
            if (!process.alive()) {
                ProcessIdentity.reap(files.pidFile());
                process.launch(new Launch(name, prepare(), environment(), files.log(), files.pidFile()));
            }
        }
        process.awaitReady(START_BOUND, this::health);
    }

    @Override
    public final void stop() throws InterruptedException {
        process.stop(stopSignal, STOP_BOUND);
    }

    /** Sends another signal than that of a stop; kills the server if it takes longer than the bound. */
    final void end(Signal signal, Duration bound) throws InterruptedException {
        process.stop(signal, bound);
    }

    @Override
    public final void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public final void pause() throws InterruptedException {
        process.pause();
    }

    @Override
    public final void resume() throws InterruptedException {
        process.resume();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final long pid() {
        return process.pid();
    }

    @Override
    public final boolean alive() {
        return process.alive();
    }

    @Override
    public final ServerState state() {
        return process.state();
    }

    @Override
    public final LogFile log() {
        return files.log();
    }

    @Override
    public final Optional<Death> death() {
        OptionalInt exitStatus = process.deathStatus();
        return exitStatus.isPresent() ? Optional.of(death(exitStatus.getAsInt())) : Optional.empty();
    }

    @Override
    public final void onDeath(Consumer<Death> listener) {
        process.onDeath(exitStatus -> listener.accept(death(exitStatus)));
    }

    final ServerFiles files() {
        return files;
    }
}
