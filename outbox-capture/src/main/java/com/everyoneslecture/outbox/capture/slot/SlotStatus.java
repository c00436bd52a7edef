package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a slot at one moment, as the server reports it.
 *
 * @param plugin the output plugin; the relay needs {@code pgoutput}
 * @param database that the slot decodes; null for a physical slot
 * @param activePid the backend that streams from it; null if none does
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 * @param confirmedFlushLsn everything before it is acknowledged, as the server has it in memory; null for a physical
 *     slot
 * @param lagBytes of write-ahead log between that position and the newest
 * @param retainedBytes of write-ahead log that the server keeps for the slot
 * @param safeWalBytes that may still be written before the slot is in danger; null if there is no limit
 * @param restartLsn the position at which the server would begin to read; null if the server has removed that log
 * @param standbysLsn the position up to which every standby with a physical slot has received the log; null if there is
 *     no such standby
 */
public record SlotStatus(
        String plugin,
        @Nullable String database,
        @Nullable Integer activePid,
        String walStatus,
        @Nullable Lsn confirmedFlushLsn,
        long lagBytes,
        long retainedBytes,
        @Nullable Long safeWalBytes,
        @Nullable Lsn restartLsn,
        @Nullable Lsn standbysLsn) {

    private static final String QUERY = """
            select coalesce(plugin, 'none'), database, active_pid, coalesce(wal_status, 'reserved'), confirmed_flush_lsn,
                   coalesce(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), confirmed_flush_lsn), 0),
                   coalesce(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), restart_lsn), 0),
                   safe_wal_size, restart_lsn,
                   (select min(standby.restart_lsn) from pg_replication_slots as standby
                    where standby.slot_type = 'physical' and standby.wal_status <> 'lost')
            from pg_replication_slots
            where slot_name = ?
            """;

    /** Reads the status of a slot; empty if there is no such slot. */
    static Optional<SlotStatus> read(Connection connection, String slot) throws SQLException {
        return Optional.ofNullable(Query.first(connection, QUERY, SlotStatus::of, slot));
    }

    private static SlotStatus of(ResultSet row) throws SQLException {
        return new SlotStatus(
                row.getString(1),
                row.getString(2),
                row.getObject(3, Integer.class),
                row.getString(4),
                position(row, 5),
                row.getLong(6),
                row.getLong(7),
                row.getObject(8, Long.class),
                position(row, 9),
                position(row, 10));
    }

    private static @Nullable Lsn position(ResultSet row, int column) throws SQLException {
        String position = row.getString(column);
        return position == null ? null : Lsn.parse(position);
    }

    /**
     * Returns whether a backend is still creating the slot: it has no position until the open transactions have ended.
     */
    public boolean beingMade() {
        return plugin.equals("pgoutput") && confirmedFlushLsn == null;
    }

    /** Returns whether the server has invalidated the slot. */
    public boolean lost() {
        return walStatus.equals("lost");
    }

    void requireKind(String slot, String ofDatabase) {
        if (!plugin.equals("pgoutput") || !ofDatabase.equals(database)) {
            throw new PrerequisiteException(
                    "slot '" + slot + "' is of plugin '" + plugin + "' and database '" + database
                            + "', not of pgoutput and '" + ofDatabase + "'",
                    "choose another name by relay.slot.name, or, if that slot is not needed: select"
                            + " pg_drop_replication_slot('" + slot + "')");
        }
    }
}
