package com.everyoneslecture.outbox.capture.slot;

/**
 * A moment of the database.
 *
 * @param database which one, and on which timeline
 * @param snapshot which rows were visible, as {@code pg_current_snapshot()} writes it
 * @param walEnd where the write-ahead log ended a moment later: whatever is visible committed before that
 */
public record Moment(String database, String snapshot, Lsn walEnd) {

    /**
     * The SQL expression of {@link #database()}. The timeline stands for restored backups and failovers, where transaction
     * ids are given out a second time. It is the one that is written to now: {@code pg_control_checkpoint()} knows that of
     * the last checkpoint, and a promoted standby takes transactions for minutes before its first.
     */
    public static final String DATABASE = "(select system_identifier from pg_control_system()) || '/'"
            + " || ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int";

    /** The timeline. */
    int timeline() {
        return Integer.parseInt(database.substring(database.indexOf('/') + 1));
    }
}
