package com.everyoneslecture.outbox.connect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The source's offset as Kafka Connect has stored it, in the transaction of the events before it. Every transaction
 * that committed before the offset's transaction is published, and so are the first events of the offset's transaction.
 *
 * @param database {@code <system>/<timeline>}
 * @param transaction the id, with epoch, of the transaction of the last published event
 * @param committedAtMicros the commit time of that transaction, in microseconds since 1970-01-01T00:00:00Z
 * @param index the number of published events of that transaction, at least 1
 */
record StoredOffset(String database, long transaction, long committedAtMicros, long index) {

    /** Reads an offset; null if there is none, or if it does not name an event of the stream. */
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
