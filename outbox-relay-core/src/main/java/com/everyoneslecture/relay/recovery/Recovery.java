package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.capture.table.CommittedRows;
import com.everyoneslecture.outbox.capture.table.CommittedRows.Row;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.TransactionIdSet;
import com.everyoneslecture.relay.publish.Publisher;
import com.everyoneslecture.relay.report.RelayListener;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events that the slot does not hold: every row of the outbox that the last safe point does not cover and that
 * the ledger does not name. At the very first start, these are all rows.
 *
 * <p>It runs while the slot's stream is held back. Each batch is one transaction with its ledger record. After a crash between
 * two batches, the restart publishes the rest, because the record that the recovery is due is still in the ledger.
 *
 * <p>The stream may deliver some of the rows as well, and the filter has to skip them. It gets the id of such a row, or, once
 * there are very many ids, its whole transaction, which needs one bit. The bit is correct only at the end of the run: rows are
 * read in the order of their keys, so the rows of one transaction are in many batches. Therefore the transactions are collected
 * during the run and passed on after it, and a run that fails passes on none. By then every row of a collected transaction is
 * published: one statement reads all rows, the transaction had ended before it, and so its rows are visible in it together. The
 * exception is a row that was deleted by hand before the recovery: the filter skips it as well, and no row shows that it existed.
 *
 * <p>The transaction that wrote a row of another cluster is not known for certain ({@link
 * com.everyoneslecture.outbox.event.ForeignTransaction}). So such a row is passed on by its id or, once there are very many ids,
 * not at all: if the stream delivers it nevertheless, it is published twice.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final CommittedRows outbox;
    private final DroppedRows dropped;
    private final Publisher publisher;
    private final RelayListener listener;
    private final int maximumIds;

    public Recovery(CommittedRows outbox, DroppedRows dropped, Publisher publisher, RelayListener listener) {
        this(outbox, dropped, publisher, listener, LedgerContents.MAXIMUM_IDS);
    }

    /** @param maximumIds the number of published ids in memory from which on whole transactions are collected */
    Recovery(CommittedRows outbox, DroppedRows dropped, Publisher publisher, RelayListener listener, int maximumIds) {
        this.outbox = outbox;
        this.dropped = dropped;
        this.publisher = publisher;
        this.listener = listener;
        this.maximumIds = maximumIds;
    }

    /**
     * Returns when all of them are published.
     *
     * @param ledger the published events; those of the rows that the stream may deliver as well are added to it
     * @param covered the snapshot of the last safe point; null if there is none, or if it is not valid any more
     * @param cameAlong whether that snapshot is of another cluster, from which this one got its rows
     * @param before a snapshot of rows that the slot certainly does not hold; null if no such row is known
     */
    public void run(LedgerContents ledger, @Nullable String covered, boolean cameAlong, @Nullable String before)
            throws Exception {
        reportDroppedRows(covered);
        LOG.atInfo()
                .addKeyValue("safePoint", covered != null)
                .log("publishing from the outbox the events that the slot does not contain");
        long[] recovered = new long[1];
        TransactionIdSet whole = new TransactionIdSet();
        outbox.forEachOutside(covered, cameAlong, before, batch -> {
            List<Row> fresh =
                    batch.stream().filter(row -> !ledger.names(row.event())).toList();
            publish(fresh);
            recovered[0] += fresh.size();
            // The slot may also contain rows that committed since its creation began.
            fresh.stream().filter(row -> !row.coveredBefore()).forEach(row -> remember(row, ledger, whole));
        });
        ledger.transactions().addAll(whole);
        LOG.atInfo().addKeyValue("events", recovered[0]).log("recovered");
    }

    /**
     * Reports dropped rows. This is the only way to lose events: retention drops no row that the ledger does not cover, but the
     * ledger may be lost, too.
     */
    private void reportDroppedRows(@Nullable String covered) throws SQLException {
        long rows = dropped.beyond(covered);
        if (rows > 0) {
            listener.unrecoverable(rows);
        }
    }

    private void publish(List<Row> rows) throws InterruptedException {
        if (!rows.isEmpty()) {
            List<OutboxEvent> events = rows.stream().map(Row::event).toList();
            publisher.publish(events);
            listener.recovered(events);
        }
    }

    private void remember(Row row, LedgerContents ledger, TransactionIdSet whole) {
        if (ledger.published().size() < maximumIds) {
            ledger.published().add(row.event().id());
        } else if (row.ended()) {
            whole.add(row.event().transactionId());
        }
    }

    /** Counts rows that retention has dropped. */
    @FunctionalInterface
    public interface DroppedRows {
        /**
         * Returns the number of dropped rows that may not have been published.
         *
         * @param snapshot of the last safe point; null if there is none
         */
        long beyond(@Nullable String snapshot) throws SQLException;
    }
}
