package com.everyoneslecture.slot;

/**
 * A moment of the database.
 *
 * @param database which one, and on which timeline
 * @param snapshot which rows were visible, as {@code pg_current_snapshot()} writes it
 * @param walEnd where the write-ahead log ended a moment later: whatever is visible committed before that
 */
public record Moment(String database, String snapshot, Lsn walEnd) {}
