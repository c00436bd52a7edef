package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Usage;
import java.io.IOException;

/** A contender that was started. To close it is to stop it in an orderly way; closing what was killed is fine. */
public interface Running extends AutoCloseable {

    /** Since its start; once it has ended, what was seen when last asked. */
    Usage usage();

    /** SIGKILL; returns when it has ended. */
    void kill() throws InterruptedException;

    boolean isAlive();

    /**
     * Does nothing while it lives.
     *
     * @throws IllegalStateException with the end of its log if it has ended
     */
    void requireAlive();

    /** Returns how many events it has published from the table instead of the slot, as far as it counts them; 0 by default. */
    default long eventsFromTheTable() throws IOException, InterruptedException {
        return 0;
    }

    @Override
    void close();

    /** One that is a process, and no more. */
    static Running of(JavaProcess process) {
        return new RunningProcess(process);
    }
}
