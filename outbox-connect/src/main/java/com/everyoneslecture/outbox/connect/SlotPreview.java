package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.jdbc.SessionSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads ahead in a slot from which no backend streams, without moving its position. */
final class SlotPreview {

    private static final long LOW_BITS = 0xFFFF_FFFFL;

    /** PostgreSQL counts time from 2000-01-01. */
    private static final long EPOCH_MICROS =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"));

    /** In pgoutput an insert begins with I and a commit with C; bytes 19 to 26 of a commit are its time. */
    private static final String HOLDS = """
            select coalesce(bool_or(get_byte(data, 0) = ascii('C') and substring(data from 19 for 8) = int8send(?)), false)
                   and count(*) filter (where get_byte(data, 0) = ascii('I')) >= ?
            from pg_logical_slot_peek_binary_changes(?, null, null, 'proto_version', '1', 'publication_names', ?)
            where xid::text = ?
            """;

    private final Database database;
    private final SlotSettings slot;

    SlotPreview(Database database, SlotSettings slot) {
        this.database = database;
        this.slot = slot;
    }

    /**
     * Returns whether the slot will deliver the offset's transaction, with at least as many inserts as the offset
     * counts. Decodes the whole content of the slot, so it can take long; it has no timeout.
     *
     * @throws SQLException if the server is unreachable, or a backend streams from the slot
     */
    boolean holds(StoredOffset offset) throws SQLException {
        try (Connection connection = database.connect()) {
            SessionSettings.unbound(connection);
            return Query.isTrue(
                    connection,
                    HOLDS,
                    offset.committedAtMicros() - EPOCH_MICROS,
                    offset.index(),
                    slot.name(),
                    '"' + slot.publication() + '"',
                    Long.toString(offset.transaction() & LOW_BITS));
        }
    }
}
