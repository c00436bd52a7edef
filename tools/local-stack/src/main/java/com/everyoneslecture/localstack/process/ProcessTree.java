package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process with all processes that it has started. PostgreSQL's postmaster has a child for each connection. */
public final class ProcessTree {

    private static final Duration KILL_BOUND = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final ProcessHandle root;

    public ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** Sends SIGKILL to all, like a power failure. Returns when all have ended; does nothing if none is running. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = freeze();
        Signal.KILL.send(all);
        if (!ended(all, KILL_BOUND)) {
            throw new IllegalStateException("process " + root.pid() + " is still alive after SIGKILL");
        }
    }

    /** Sends SIGSTOP to all. */
    void pause() throws InterruptedException {
        freeze();
    }

    /** Sends SIGCONT to all. */
    void resume() throws InterruptedException {
        Signal.CONT.send(all());
    }

    /**
     * Sends the signal to the root only, which then ends the others.
     *
     * @return whether all have ended within the bound
     */
    public boolean end(Signal signal, Duration bound) throws InterruptedException {
        List<ProcessHandle> all = all();
        Signal.CONT.send(all);
        signal.send(List.of(root));
        return ended(all, bound);
    }

    /** Stops the root first: from then on it adds no child to the processes that are listed next. */
    private List<ProcessHandle> freeze() throws InterruptedException {
        Signal.STOP.send(root.isAlive() ? List.of(root) : List.of());
        List<ProcessHandle> all = all();
        Signal.STOP.send(all);
        return all;
    }

    private List<ProcessHandle> all() {
        List<ProcessHandle> all = new ArrayList<>();
        if (root.isAlive()) {
            all.add(root);
            root.descendants().forEach(all::add);
        }
        return all;
    }

    private static boolean ended(List<ProcessHandle> processes, Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!processes.stream().allMatch(ProcessTree::hasEnded)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        return true;
    }

    /**
     * Returns whether the process has ended. A zombie that its parent has not reaped counts as ended, because not every container's first
     * process reaps. It has not ended while it has threads besides the first, because they still hold its ports.
     */
    private static boolean hasEnded(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
            String stat = Files.readString(proc.resolve("stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2) && threads.count() == 1;
        } catch (IOException e) {
            return !process.isAlive();
        }
    }
}
