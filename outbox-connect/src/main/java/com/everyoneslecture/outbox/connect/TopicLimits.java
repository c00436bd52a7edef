package com.everyoneslecture.outbox.connect;

import org.jspecify.annotations.Nullable;

/**
 * The limits of a topic.
 *
 * @param maximumBytes the maximum size of a batch, {@code max.message.bytes}
 * @param oldestMillis the maximum age of a record's timestamp, in milliseconds
 * @param newestMillis the maximum distance of a record's timestamp into the future, in milliseconds
 * @param timed true if the topic keeps the timestamps of the producer; false if the broker sets them, so that every
 *     timestamp is accepted
 * @param mayWrite whether this client may write to the topic
 */
record TopicLimits(long maximumBytes, long oldestMillis, long newestMillis, boolean timed, boolean mayWrite) {

    /**
     * Returns whether the topic accepts a timestamp.
     *
     * @param timestamp milliseconds since 1970-01-01T00:00:00Z; null if the producer sets the present time, which is
     *     always accepted
     * @param nowMillis the present time, in milliseconds since 1970-01-01T00:00:00Z
     */
    boolean admitsTime(@Nullable Long timestamp, long nowMillis) {
        if (!timed || timestamp == null) {
            return true;
        }
        long age = nowMillis - timestamp;
        return age <= oldestMillis && -age <= newestMillis;
    }
}
