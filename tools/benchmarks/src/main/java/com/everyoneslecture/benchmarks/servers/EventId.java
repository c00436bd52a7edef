package com.everyoneslecture.benchmarks.servers;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids as the category service makes them, UUIDv7: where they go into an index decides what an insert costs. */
public final class EventId {

    private static final long VERSION = 0x7000;
    private static final long VARIANT = 1L << 63;

    private EventId() {}

    /** Safe for any number of threads. */
    public static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | VERSION | random.nextInt(1 << 12),
                VARIANT | random.nextLong() >>> 2);
    }
}
