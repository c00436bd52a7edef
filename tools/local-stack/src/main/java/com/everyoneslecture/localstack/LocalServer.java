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

    /** Returns the name for logs and messages: {@code kafka}. */
    String name();

    /**
     * Starts the server if it is not running, and returns when it serves.
     *
     * @throws com.everyoneslecture.localstack.process.StartFailedException with the end of its log if it does not serve; if it only takes
     *     too long, it is left running
     */
    @Override
    void start() throws InterruptedException;

    /**
     * Returns the process id.
     *
     * @throws IllegalStateException if it is not running
     */
    long pid();

    /** Checks whether the server serves; takes a few seconds at most. */
    Health health();

    LogFile log();

    /** Returns the way in which the server ended by itself; empty if it is running, or was stopped or killed. */
    Optional<Death> death();

    /** Calls the listener whenever the server ends by itself after it has served. */
    void onDeath(Consumer<Death> listener);

    /** Stops the server and keeps its data. */
    @Override
    default void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
