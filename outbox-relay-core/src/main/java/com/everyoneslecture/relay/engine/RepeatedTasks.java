package com.everyoneslecture.relay.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks repeatedly besides the stream of events: the watch of the slot and retention. Each has a separate thread, because
 * either may have to wait for PostgreSQL. A task that fails is logged and run again.
 */
public final class RepeatedTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedTasks.class);
    private static final int THREADS = 2;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs the task now, and again after each pause. */
    public void repeat(Runnable task, Duration pause) {
        ScheduledFuture<?> unused =
                threads.scheduleWithFixedDelay(surviving(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An executor never again runs a task that has thrown. */
    private static Runnable surviving(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOG.atError().setCause(failure).log("housekeeping failed; the relay retries it");
            }
        };
    }

    /** Interrupts the running tasks and starts no further ones. Does not wait. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
