package com.everyoneslecture.console.flow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the state of the outbox and the slot from the category database. Its cost does not depend on their sizes. */
final class OutboxDatabase {

    private static final String QUESTION = """
            select outbox.inserted, outbox.partitions,
                   pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint,
                   slot.slot_name is not null, slot.active, slot.wal_status,
                   pg_wal_lsn_diff(slot.confirmed_flush_lsn, '0/0')::bigint, slot.safe_wal_size
            from (select coalesce(sum(n_tup_ins), 0)::bigint as inserted,
                         count(*)::integer as partitions
                  from pg_inherits join pg_stat_user_tables on relid = inhrelid
                  where inhparent = 'public.outbox'::regclass) as outbox
            left join pg_replication_slots as slot on slot.slot_name = ?
            """;

    private static final RowCounter ROWS = new RowCounter("public.outbox");

    private final DataSource database;
    private final String slot;

    OutboxDatabase(DataSource database, String slot) {
        this.database = database;
        this.slot = slot;
    }

    Reading read() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(QUESTION)) {
            statement.setString(1, slot);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Reading(
                        row.getLong(1),
                        ROWS.count(connection),
                        row.getInt(2),
                        row.getLong(3),
                        row.getBoolean(4)
                                ? new SlotReading(
                                        row.getBoolean(5),
                                        row.getString(6),
                                        row.getObject(7, Long.class),
                                        row.getObject(8, Long.class))
                                : null);
            }
        }
    }

    /**
     * The state of the outbox and the slot.
     *
     * @param inserted the number of rows inserted since the statistics were reset
     * @param rows the number of rows
     * @param walEndBytes the position of the end of the write-ahead log
     * @param slot null if there is none
     */
    record Reading(
            long inserted,
            RowCount rows,
            int partitions,
            long walEndBytes,
            @Nullable SlotReading slot) {}

    /**
     * The state of the slot.
     *
     * @param confirmedBytes the acknowledged position; null while the slot is being created
     * @param safeBytes the size of the log that may still be written before the server invalidates the slot; null if nothing limits it
     */
    record SlotReading(
            boolean active,
            @Nullable String walStatus,
            @Nullable Long confirmedBytes,
            @Nullable Long safeBytes) {}
}
