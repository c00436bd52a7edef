package com.everyoneslecture.localstack.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The connections of the system that can be cut and slowed down. */
public enum Link {
    RELAY_KAFKA,
    RELAY_DATABASE,
    PROJECTOR_KAFKA,
    PROJECTOR_DATABASE,
    RELAY_2_KAFKA,
    RELAY_2_DATABASE,
    RELAY_3_KAFKA,
    RELAY_3_DATABASE,
    /** The connection of the second worker of Kafka Connect; the first one has the relay's. */
    WORKER_2_KAFKA;

    /** Returns the connections of a system with one relay. */
    public static List<Link> ofOneRelay() {
        return List.of(RELAY_KAFKA, RELAY_DATABASE, PROJECTOR_KAFKA, PROJECTOR_DATABASE);
    }

    /** Returns the connection with this name; empty if there is none. */
    public static Optional<Link> of(String text) {
        return Arrays.stream(values())
                .filter(link -> link.toString().equals(text))
                .findFirst();
    }

    /** Returns the connection of a relay to Kafka. */
    public static Link toKafka(ComponentName relay) {
        return switch (relay) {
            case OUTBOX_RELAY -> RELAY_KAFKA;
            case OUTBOX_RELAY_2 -> RELAY_2_KAFKA;
            case OUTBOX_RELAY_3 -> RELAY_3_KAFKA;
            default -> throw new IllegalArgumentException(relay + " is not a relay");
        };
    }

    /** Returns the connection of a relay to the category database; to both servers if there is a standby. */
    public static Link toDatabase(ComponentName relay) {
        return switch (relay) {
            case OUTBOX_RELAY -> RELAY_DATABASE;
            case OUTBOX_RELAY_2 -> RELAY_2_DATABASE;
            case OUTBOX_RELAY_3 -> RELAY_3_DATABASE;
            default -> throw new IllegalArgumentException(relay + " is not a relay");
        };
    }

    /** Returns the name on the command line: {@code relay-kafka}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
