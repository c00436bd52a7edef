package com.everyoneslecture.outbox.connect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The source's offset as Kafka Connect has stored it, in the transaction of the events before it: all that committed before its
 * transaction is published, and the first events of that.
 *
 * @param database the system and timeline
 * @param transaction of the last event that is published, with its epoch
 * @param committedAtMicros when that was committed, since 1970-01-01T00:00:00Z
 * @param index how many of its events are published, from 1
 */
record StoredOffset(String database, long transaction, long committedAtMicros, long index) {

    /** Reads it; null where there is none, or it is not behind any event of a stream. */
    static @Nullable StoredOffset of(@Nullable Map<String, Object> offset) {
        if (offset == null
                || !(offset.get("xid") instanceof Number transaction)
                || !(offset.get("commit_time") instanceof Number committedAt)
                || !(offset.get("index") instanceof Number index)
                || index.longValue() < 1) {
            return null;
        }
        return new StoredOffset(
                offset.get("system") + "/" + offset.get("timeline"),
                transaction.longValue(),
                committedAt.longValue(),
                index.longValue());
    }
}
