package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.Death;
import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.process.LogFile;
import com.everyoneslecture.localstack.process.ServerControl;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A server of this machine. Any thread may call; a server that is starting can be killed by another thread.
 */
public interface LocalServer extends ServerControl, AutoCloseable {

    /** The name for people: {@code kafka}. */
    String name();

    /**
     * Starts the server if it does not live, and returns when it serves.
     *
     * @throws com.everyoneslecture.localstack.process.StartFailedException with the end of its log, if it does not; if it
     *     only takes too long, it is left running
     */
    @Override
    void start() throws InterruptedException;

    /**
     * The process id.
     *
     * @throws IllegalStateException if it does not live
     */
    long pid();

    /** Asks the server whether it serves; takes a few seconds at most. */
    Health health();

    LogFile log();

    /** Returns how the server ended by itself; empty where it lives, or was stopped or killed. */
    Optional<Death> death();

    /** Calls the listener whenever the server ends by itself after it has served. */
    void onDeath(Consumer<Death> listener);

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
