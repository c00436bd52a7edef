package com.everyoneslecture.outbox.connect;

import org.jspecify.annotations.Nullable;

/**
 * What a topic admits.
 *
 * @param maximumBytes of a batch with one record
 * @param oldestMillis how old the time of a record may be
 * @param newestMillis how far in the future the time of a record may be
 * @param timed whether records keep the time that they are sent with; otherwise the broker's counts, and any is admitted
 * @param mayWrite whether this client may write to it
 */
record TopicLimits(long maximumBytes, long oldestMillis, long newestMillis, boolean timed, boolean mayWrite) {

    /** Returns whether the topic admits the time of a record, in milliseconds since 1970-01-01T00:00:00Z; null is the producer's now. */
    boolean admitsTime(@Nullable Long timestamp, long nowMillis) {
        if (!timed || timestamp == null) {
            return true;
        }
        long age = nowMillis - timestamp;
        return age <= oldestMillis && -age <= newestMillis;
    }
}
