package com.everyoneslecture.outbox.append;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;
import org.apiguardian.api.API;

/**
 * Creates event ids: UUIDv7. Later ids sort after earlier ones, so that the index of the outbox grows at one end.
 */
@API(status = API.Status.STABLE)
public final class EventId {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private EventId() {}

    /** Returns an id that no other event has. Safe for any number of threads. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
