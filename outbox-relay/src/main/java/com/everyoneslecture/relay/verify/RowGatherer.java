package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of the outbox and numbers the keys of each aggregate. An aggregate whose events have separate keys has several
 * keys: there is no order between them to verify. Used by one thread.
 */
final class RowGatherer {

    private final long total;
    private final Progress progress;
    private final EventTable events;
    private final Set<String> types = new TreeSet<>();
    private final SharedKeys shared = new SharedKeys();
    private String type = "";
    private String aggregateId = "";
    private @Nullable String key;
    private int keys;
    // Of the present record key: the number of its first aggregate's key, and whether an event has a separate one.
    private int firstOfKey;
    private boolean separate;

    /**
     * A row of the outbox.
     *
     * @param separateKey null if the record's key is the aggregate id
     */
    record Row(
            UUID id,
            String type,
            String aggregateId,
            @Nullable String separateKey,
            long version,
            long appended) {

        String key() {
            return separateKey == null ? aggregateId : separateKey;
        }
    }

    /** @param total the number of rows */
    RowGatherer(long total, Progress progress) {
        this.total = total;
        this.progress = progress;
        this.events = new EventTable(total);
    }

    /**
     * Adds rows: those of a key one after the other, and among them those of an aggregate.
     *
     * @throws InterruptedException if this thread is interrupted
     */
    void add(List<Row> batch) throws InterruptedException {
        for (Row row : batch) {
            boolean isNewKey = !row.key().equals(key);
            if (isNewKey) {
                endKey();
                key = row.key();
            }
            if (isNewKey || !row.type().equals(type) || !row.aggregateId().equals(aggregateId)) {
                type = row.type();
                aggregateId = row.aggregateId();
                types.add(type);
                keys++;
            }
            separate |= row.separateKey() != null;
            events.add(row.id(), row.version(), row.appended(), keys - 1);
        }
        progress.at("outbox", events.size(), total);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Returns the collected rows; the parameters are those of {@link Outbox}. */
    Outbox outbox(int aggregates, Lsn walEnd, Instant oldest, boolean daily) {
        endKey();
        return new Outbox(events, aggregates, keys, shared, types, walEnd, oldest, daily);
    }

    private void endKey() {
        if (separate && keys - firstOfKey > 1) {
            shared.add(firstOfKey, keys);
        }
        firstOfKey = keys;
        separate = false;
    }
}
