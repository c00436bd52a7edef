package com.everyoneslecture.localstack.process;

/**
 * What can be done to a server, wherever it runs. Each operation returns when it is done; doing it twice is fine. The port and
 * the data stay the same from start to start.
 */
public interface ServerControl {

    /** Starts the server if it does not live, and returns when it serves. */
    void start() throws InterruptedException;

    /** Lets the server end in order; kills it if it takes too long. */
    void stop() throws InterruptedException;

    /** SIGKILL: what was not yet written is lost, as with a loss of power. */
    void kill() throws InterruptedException;

    /** SIGSTOP: connections stay open, and nobody answers on them. */
    void pause() throws InterruptedException;

    /** SIGCONT. */
    void resume() throws InterruptedException;

    /** Returns the port of 127.0.0.1. */
    int port();

    boolean alive();

    ServerState state();
}
