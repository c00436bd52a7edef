package com.everyoneslecture.localstack.stack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways of the system on which a network can fail. */
public enum Link {
    RELAY_KAFKA,
    RELAY_DATABASE,
    PROJECTOR_KAFKA,
    PROJECTOR_DATABASE;

    /** The link that people call so. */
    public static Optional<Link> of(String text) {
        return Arrays.stream(values())
                .filter(link -> link.toString().equals(text))
                .findFirst();
    }

    /** As people write it: {@code relay-kafka}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
