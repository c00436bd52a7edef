package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of the outbox and numbers their record keys. An aggregate whose events have separate keys has several keys:
 * there is no order between them to verify. Used by one thread.
 */
final class RowGatherer {

    private final long total;
    private final Progress progress;
    private final EventTable events;
    private final Set<String> types = new TreeSet<>();
    private String type = "";
    private String aggregateId = "";
    private @Nullable String key;
    private int aggregates;
    private int keys;

    /**
     * A row of the outbox.
     *
     * @param key the separate record key; null if the record's key is the aggregate id
     */
    record Row(
            UUID id,
            String type,
            String aggregateId,
            @Nullable String key,
            long version,
            long appended) {}

    /** @param total the number of rows */
    RowGatherer(long total, Progress progress) {
        this.total = total;
        this.progress = progress;
        this.events = new EventTable(total);
    }

    /**
     * Adds rows: those of an aggregate one after the other, and among them those of a key.
     *
     * @throws InterruptedException if this thread is interrupted
     */
    void add(List<Row> batch) throws InterruptedException {
        for (Row row : batch) {
            if (!row.type().equals(type) || !row.aggregateId().equals(aggregateId)) {
                type = row.type();
                aggregateId = row.aggregateId();
                key = row.key();
                types.add(type);
                aggregates++;
                keys++;
            } else if (!Objects.equals(row.key(), key)) {
                key = row.key();
                keys++;
            }
            events.add(row.id(), row.version(), row.appended(), keys - 1);
        }
        progress.at("outbox", events.size(), total);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Returns the collected rows; the parameters are those of {@link Outbox}. */
    Outbox outbox(Lsn walEnd, @Nullable Long oldestMicros) {
        return new Outbox(events, aggregates, keys, types, walEnd, oldestMicros);
    }
}
