package com.everyoneslecture.relay.operations;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Rejects verifications that need more than 25 % of the heap. A verification keeps some bytes of each event in memory, and a
 * lack of memory would end the relay.
 */
final class HeapBudget {

    /** 50 for the event, and 36 if each event has a different aggregate, and aggregates share their keys. */
    private static final int BYTES_PER_EVENT = 86;

    /** The divisor of the heap: the relay's own batches need the rest. */
    private static final int SHARE = 4;

    private final Database database;
    private final String table;
    private final long events;

    /** @param events the maximum number of events that fit */
    HeapBudget(Database database, SlotSettings slot, long events) {
        this.database = database;
        this.table = slot.outbox().qualified();
        this.events = events;
    }

    static HeapBudget ofThisProcess(Database database, SlotSettings slot) {
        return new HeapBudget(database, slot, Runtime.getRuntime().maxMemory() / SHARE / BYTES_PER_EVENT);
    }

    /** @throws RequestRejectedException if there are too many events since then */
    void require(@Nullable Instant since) throws SQLException {
        String condition =
                since == null ? "" : " where occurred_at >= " + ChronoUnit.MICROS.between(Instant.EPOCH, since);
        // Counts no further than it must.
        String sql = "select count(*) from (select from " + table + condition + " limit " + (events + 1) + ") counted";
        try (Connection connection = database.connect()) {
            long found = Objects.requireNonNull(Query.first(connection, sql, row -> row.getLong(1)));
            if (found > events) {
                throw new RequestRejectedException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        String.format(
                                Locale.ROOT,
                                "There are more events than the %,d that this relay has memory to compare. Set since,"
                                        + " or run the command `verify`, which is a separate process.",
                                events));
            }
        }
    }
}
