package com.everyoneslecture.localstack.stack;

import java.util.List;
import java.util.Locale;

/** The ways of the system on which a network can fail. */
public enum Link {
    RELAY_KAFKA,
    RELAY_DATABASE,
    PROJECTOR_KAFKA,
    PROJECTOR_DATABASE,
    RELAY_2_KAFKA,
    RELAY_2_DATABASE,
    /** Of the second worker of Kafka Connect; the first one has the relay's. */
    WORKER_2_KAFKA;

    /** Those of a system with one relay. */
    public static List<Link> ofOneRelay() {
        return List.of(RELAY_KAFKA, RELAY_DATABASE, PROJECTOR_KAFKA, PROJECTOR_DATABASE);
    }

    /** As people write it: {@code relay-kafka}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
