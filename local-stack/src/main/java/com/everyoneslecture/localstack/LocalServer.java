package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.ServerState;

/**
 * A server of this machine. Each operation returns when it is done; doing it twice is fine. The port and the data stay
 * the same from start to start.
 */
public interface LocalServer extends AutoCloseable {

    /**
     * Starts the server if it does not live, and returns when it serves.
     *
     * @throws com.everyoneslecture.localstack.process.StartFailedException with the end of its log, if it does not
     */
    void start() throws InterruptedException;

    /** Lets the server end in order. */
    void stop() throws InterruptedException;

    /** SIGKILL: what was not yet written is lost, as with a loss of power. */
    void kill() throws InterruptedException;

    /** SIGSTOP: connections stay open, and nobody answers on them. */
    void pause() throws InterruptedException;

    /** SIGCONT. */
    void resume() throws InterruptedException;

    int port();

    /**
     * The process id.
     *
     * @throws IllegalStateException if it does not live
     */
    long pid();

    boolean alive();

    ServerState state();

    /** Stops the server; its data stay. */
    @Override
    default void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
