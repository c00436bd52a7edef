package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Usage;
import java.io.IOException;

/** A contender that was started. Closing it stops it gracefully; closing a killed one does nothing. */
public interface Running extends AutoCloseable {

    /** Returns the usage since its start; after its end, that of the last call. */
    Usage usage();

    /** Sends SIGKILL; returns when it has ended. */
    void kill() throws InterruptedException;

    boolean isAlive();

    /**
     * Does nothing while it is running.
     *
     * @throws IllegalStateException with the end of its log if it has ended
     */
    void requireAlive();

    /** Returns the number of events that it has published from the table instead of the slot, as far as it counts them; 0 by default. */
    default long eventsFromTheTable() throws IOException, InterruptedException {
        return 0;
    }

    @Override
    void close();

    /** Returns a contender that consists of one process. */
    static Running of(JavaProcess process) {
        return new RunningProcess(process);
    }
}
