package com.everyoneslecture.relay.ledger;

import java.util.UUID;

/**
 * A number of events and a sum of their ids. Another set with the same number of events would hardly have the same sum.
 *
 * @param events the number of events
 * @param sum of the lower half of each id, which is random in a UUID of version 4 or 7; wraps at 64 bits
 */
public record Checksum(long events, long sum) {

    /** The checksum of no events. */
    public static final Checksum NONE = new Checksum(0, 0);

    /** Returns the checksum of both together. */
    Checksum plus(long moreEvents, long moreSum) {
        return new Checksum(events + moreEvents, sum + moreSum);
    }

    static long of(UUID id) {
        return id.getLeastSignificantBits();
    }
}
