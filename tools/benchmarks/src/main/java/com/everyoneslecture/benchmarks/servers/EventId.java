package com.everyoneslecture.benchmarks.servers;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Creates UUIDv7 ids as the category service does, because their position in an index determines the cost of an insert. */
public final class EventId {

    private static final long VERSION = 0x7000;
    private static final long VARIANT = 1L << 63;

    private EventId() {}

    /** Returns the next id. Thread-safe. */
    public static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | VERSION | random.nextInt(1 << 12),
                VARIANT | random.nextLong() >>> 2);
    }
}
