package com.everyoneslecture.outbox.append;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Event ids are UUIDv7: later ones sort after earlier ones, so that the index of the outbox grows at one end. */
public final class EventId {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private EventId() {}

    /** An id that no other event has. Safe for any number of threads. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
