package com.everyoneslecture.localstack.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The program that runs the relay. */
public enum RelayProgram {
    /** The stand-alone relay, outbox-relay. */
    SERVICE(ComponentName.OUTBOX_RELAY),
    /** Two workers of Kafka Connect, with the connector. */
    CONNECT(ComponentName.CONNECT_WORKER, ComponentName.CONNECT_WORKER_2);

    private final List<ComponentName> components;

    RelayProgram(ComponentName... components) {
        this.components = List.of(components);
    }

    /** Returns the program of that name; empty if there is none. */
    public static Optional<RelayProgram> of(String text) {
        return Arrays.stream(values())
                .filter(program -> program.toString().equals(text))
                .findFirst();
    }

    /** Returns the components that run the relay. */
    public List<ComponentName> components() {
        return components;
    }

    /** Returns the links whose client is the relay. */
    public List<Link> links() {
        return this == SERVICE
                ? List.of(Link.RELAY_KAFKA, Link.RELAY_DATABASE)
                : List.of(Link.RELAY_KAFKA, Link.WORKER_2_KAFKA, Link.RELAY_DATABASE);
    }

    /** Returns the name that options have: {@code connect}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
