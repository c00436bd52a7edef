package com.everyoneslecture.localstack.process;

/**
 * The operations on a server, wherever it runs. Each returns when it is done, and may be repeated. The port and the data stay the same from
 * start to start.
 */
public interface ServerControl {

    /** Starts the server if it is not running, and returns when it serves. */
    void start() throws InterruptedException;

    /** Stops the server gracefully; kills it if that takes too long. */
    void stop() throws InterruptedException;

    /** Sends SIGKILL: unwritten data are lost, as in a power failure. */
    void kill() throws InterruptedException;

    /** Sends SIGSTOP: connections stay open but get no answers. */
    void pause() throws InterruptedException;

    /** Sends SIGCONT. */
    void resume() throws InterruptedException;

    /** Returns the port of 127.0.0.1. */
    int port();

    boolean alive();

    ServerState state();
}
