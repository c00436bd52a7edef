package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Usage;

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

    @Override
    void close();

    /** One that is a process, and no more. */
    static Running of(JavaProcess process) {
        return new RunningProcess(process);
    }
}
