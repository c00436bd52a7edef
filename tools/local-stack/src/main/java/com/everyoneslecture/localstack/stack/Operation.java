package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.LocalServer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An operation on a component. */
public enum Operation {
    KILL("killed", LocalServer::kill),
    STOP("stopped", LocalServer::stop),
    START("healthy", LocalServer::start),
    PAUSE("paused", LocalServer::pause),
    RESUME("resumed", LocalServer::resume);

    private final String done;
    private final Act act;

    Operation(String done, Act act) {
        this.done = done;
        this.act = act;
    }

    /** Returns the operation with this name: {@code kill}. */
    public static Optional<Operation> of(String text) {
        return Arrays.stream(values())
                .filter(operation -> operation.toString().equals(text))
                .findFirst();
    }

    /** Returns the resulting state of a component: {@code killed}. */
    public String done() {
        return done;
    }

    void on(LocalServer server) throws InterruptedException {
        act.on(server);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface Act {
        void on(LocalServer server) throws InterruptedException;
    }
}
