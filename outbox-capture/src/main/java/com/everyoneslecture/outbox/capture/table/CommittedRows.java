package com.everyoneslecture.outbox.capture.table;

import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.jdbc.Cursor;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The committed rows of the outbox, selected by snapshots of the database. */
public interface CommittedRows {

    /**
     * Passes every committed row that a snapshot does not cover to the consumer, the versions of an aggregate in their order.
     * One statement reads all of them, so they are of one snapshot; few are in memory at once.
     *
     * @param snapshot as {@code pg_current_snapshot()} wrote it; null for every row
     * @param cameAlong whether the snapshot is of another cluster, from which this one got its rows: it covers rows by the ids that
     *     they store. A snapshot of this cluster covers a row that was restored from another one if no transaction was in progress
     *     up to the one that wrote it here
     * @param before a second snapshot: each row states whether this one covers it; null for one that covers no row
     * @param consumer called by this thread, batch by batch
     * @throws Exception if the rows cannot be read, or if the consumer throws it
     */
    void forEachOutside(@Nullable String snapshot, boolean cameAlong, @Nullable String before, RowConsumer consumer)
            throws Exception;

    /**
     * Counts the rows that a snapshot covers and an earlier one does not, and sums up the lower halves of their ids, wrapping at
     * 64 bits.
     *
     * @param earlier null for one that covers no row
     * @throws SQLException if the server is unreachable
     */
    Covered covered(@Nullable String earlier, String later) throws SQLException;

    /**
     * Passes the ids of the rows that {@link #covered} counts to the consumer, in no order, except those of rows that were
     * restored from another cluster: the log delivers them under another transaction id than the one that they store.
     *
     * @throws Exception if the rows cannot be read, or if the consumer throws it
     */
    void forEachIdCovered(@Nullable String earlier, String later, Cursor.BatchConsumer<UUID> consumer) throws Exception;

    /**
     * Passes the rows of {@link #forEachIdCovered} to the consumer, the versions of an aggregate in their order.
     *
     * @throws Exception if the rows cannot be read, or if the consumer throws it
     */
    void forEachCovered(@Nullable String earlier, String later, EventConsumer consumer) throws Exception;

    /**
     * A row.
     *
     * @param event the stored event
     * @param coveredBefore whether the second snapshot covers it
     * @param ended whether its transaction id is that of a transaction of this cluster that had ended before the rows were read.
     *     False only for rows of another cluster, whose writer may have been a subtransaction
     */
    record Row(OutboxEvent event, boolean coveredBefore, boolean ended) {}

    /**
     * Rows that a snapshot covers.
     *
     * @param rows the number of rows
     * @param idSum of the lower halves of their ids, wrapping at 64 bits
     */
    record Covered(long rows, long idSum) {}

    /** Takes batches of rows. */
    @FunctionalInterface
    interface RowConsumer {
        /** Takes the next batch. */
        void accept(List<Row> batch) throws Exception;
    }
}
