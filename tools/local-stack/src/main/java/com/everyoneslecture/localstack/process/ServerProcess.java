package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process that can be started again after it has ended. Each operation returns when it is done, and may be repeated. Any thread may
 * call it; while one thread waits in {@link #awaitReady}, another one can kill the process.
 *
 * <p>The process is recorded in a file from its start to its end. If this JVM is killed in between, another JVM ends the process by
 * {@link ProcessIdentity#reap}. If it is killed between the start and the record, the process stays unrecorded.
 */
public final class ServerProcess {

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);

    private @Nullable Process process;
    private @Nullable Launch launch;
    private IntConsumer deathListener = status -> {};
    private ServerState asked = ServerState.STOPPED;

    /**
     * Starts the process if it is not running, and does not wait until it serves.
     *
     * @return whether this call has started it
     */
    public synchronized boolean launch(Launch launch) throws InterruptedException {
        if (alive()) {
            return false;
        }
        ProcessIdentity.reap(launch.pidFile());
        this.launch = launch;
        try {
            Process started = launch.start();
            process = started;
            asked = ServerState.STARTING;
            CompletableFuture<Void> unused = started.onExit().thenAccept(this::exited);
            Optional<ProcessIdentity> identity = ProcessIdentity.of(started.toHandle());
            if (identity.isPresent()) {
                identity.get().write(launch.pidFile());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + launch.name(), e);
        }
    }

    /**
     * Waits until the process serves.
     *
     * @param health called repeatedly; must return within a few seconds
     * @throws StartFailedException if the process ends first, or the bound is reached; then the process is left running
     */
    public void awaitReady(Duration bound, Supplier<Health> health) throws InterruptedException {
        Process awaited;
        Launch how;
        synchronized (this) {
            awaited = requireLaunched(process);
            how = requireLaunched(launch);
        }
        long deadline = System.nanoTime() + bound.toNanos();
        Health found = health.get();
        while (!found.up()) {
            if (awaited.waitFor(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StartFailedException(
                        how.name() + " ended with exit status " + awaited.exitValue() + " before it served", how.log());
            }
            if (System.nanoTime() - deadline > 0) {
                started(awaited);
                throw new StartFailedException(
                        how.name() + " does not serve after " + bound.toSeconds() + " s: " + found.reason(), how.log());
            }
            found = health.get();
        }
        started(awaited);
    }

    private synchronized void started(Process awaited) {
        if (awaited.equals(process) && asked == ServerState.STARTING) {
            asked = ServerState.RUNNING;
        }
    }

    /**
     * Sends the signal to the process, and kills it if it has not ended within the bound.
     *
     * @return whether it ended within the bound, or was not running
     */
    public synchronized boolean stop(Signal signal, Duration bound) throws InterruptedException {
        boolean obeyed = true;
        if (alive()) {
            ProcessTree tree = tree();
            obeyed = tree.end(signal, bound);
            if (!obeyed) {
                tree.kill();
            }
        }
        ended(ServerState.STOPPED);
        return obeyed;
    }

    /** Sends SIGKILL to the process and its children. */
    public synchronized void kill() throws InterruptedException {
        if (alive()) {
            tree().kill();
            ended(ServerState.KILLED);
        }
    }

    /** Sends SIGSTOP: the process keeps its memory and its connections, but answers nothing. */
    public synchronized void pause() throws InterruptedException {
        if (alive() && asked != ServerState.PAUSED) {
            tree().pause();
            asked = ServerState.PAUSED;
        }
    }

    /** Sends SIGCONT. */
    public synchronized void resume() throws InterruptedException {
        if (alive() && asked == ServerState.PAUSED) {
            tree().resume();
            asked = ServerState.RUNNING;
        }
    }

    public synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    public synchronized ServerState state() {
        boolean shouldLive = asked != ServerState.STOPPED && asked != ServerState.KILLED;
        return shouldLive && !alive() ? ServerState.DIED : asked;
    }

    /** Returns the exit status of a process that has ended by itself; empty if it is running, or was stopped or killed. */
    public synchronized OptionalInt deathStatus() {
        return process != null && state() == ServerState.DIED
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /**
     * Returns the process id.
     *
     * @throws IllegalStateException if it is not running
     */
    public synchronized long pid() {
        if (!alive()) {
            throw new IllegalStateException("no process");
        }
        return requireLaunched(process).pid();
    }

    /** Calls the listener, with the exit status, whenever the process ends by itself after it has served. */
    public synchronized void onDeath(IntConsumer listener) {
        deathListener = listener;
    }

    private void exited(Process ended) {
        IntConsumer listener;
        synchronized (this) {
            // A failed start is reported to its caller, and a stop or a kill is known to its caller.
            boolean byItself = ended.equals(process) && (asked == ServerState.RUNNING || asked == ServerState.PAUSED);
            if (!byItself) {
                return;
            }
            listener = deathListener;
        }
        listener.accept(ended.exitValue());
    }

    private ProcessTree tree() {
        return new ProcessTree(requireLaunched(process).toHandle());
    }

    private void ended(ServerState how) throws InterruptedException {
        asked = how;
        if (process != null) {
            // The process has ended, but this JVM notices it only here.
            process.waitFor();
        }
        if (launch != null) {
            ProcessIdentity.forget(launch.pidFile());
        }
    }

    private static <T> T requireLaunched(@Nullable T launched) {
        if (launched == null) {
            throw new IllegalStateException("never started");
        }
        return launched;
    }
}
