package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.process.ServerState;

/**
 * What a test may do to a server, wherever it runs. Each operation returns when it is done; doing it twice is fine. The
 * port and the data stay the same from start to start.
 */
public interface TestServer extends AutoCloseable {

    /** Starts the server if it does not live, and returns when it serves. */
    void start() throws InterruptedException;

    /** Lets the server end in order; kills it if it takes too long. */
    void stop() throws InterruptedException;

    /** SIGKILL: what was not yet written is lost, as with a loss of power. */
    void kill() throws InterruptedException;

    /** Connections stay open, and nobody answers on them. */
    void pause() throws InterruptedException;

    /** After a pause: goes on where it was. */
    void resume() throws InterruptedException;

    /** Of 127.0.0.1. */
    int port();

    boolean alive();

    ServerState state();

    /** What it has logged since it was made. */
    String log();

    /** Ends the server and deletes its data. */
    @Override
    void close();
}
