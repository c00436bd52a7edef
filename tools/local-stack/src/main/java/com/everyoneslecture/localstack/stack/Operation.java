package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.LocalServer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to a component. */
public enum Operation {
    KILL("killed") {
        @Override
        void on(LocalServer server) throws InterruptedException {
            server.kill();
        }
    },
    STOP("stopped") {
        @Override
        void on(LocalServer server) throws InterruptedException {
            server.stop();
        }
    },
    START("healthy") {
        @Override
        void on(LocalServer server) throws InterruptedException {
            server.start();
        }
    },
    PAUSE("paused") {
        @Override
        void on(LocalServer server) throws InterruptedException {
            server.pause();
        }
    },
    RESUME("resumed") {
        @Override
        void on(LocalServer server) throws InterruptedException {
            server.resume();
        }
    };

    private final String done;

    Operation(String done) {
        this.done = done;
    }

    /** The operation that is called so: {@code kill}. */
    public static Optional<Operation> of(String text) {
        return Arrays.stream(values())
                .filter(operation -> operation.toString().equals(text))
                .findFirst();
    }

    /** What a component is afterwards: {@code killed}. */
    public String done() {
        return done;
    }

    abstract void on(LocalServer server) throws InterruptedException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
