package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.capture.table.CommittedRows;
import com.everyoneslecture.outbox.capture.table.CommittedRows.Row;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.publish.Publisher;
import com.everyoneslecture.relay.report.RelayListener;
import java.sql.SQLException;
import java.util.ArrayList;
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
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final CommittedRows outbox;
    private final DroppedRows dropped;
    private final Publisher publisher;
    private final RelayListener listener;

    public Recovery(CommittedRows outbox, DroppedRows dropped, Publisher publisher, RelayListener listener) {
        this.outbox = outbox;
        this.dropped = dropped;
        this.publisher = publisher;
        this.listener = listener;
    }

    /**
     * Returns when all of them are published.
     *
     * @param ledger the published events; the ids of rows that the stream may deliver as well are added to it
     * @param covered the snapshot of the last safe point; null if there is none, or if it is not valid any more
     * @param before a snapshot of rows that the slot certainly does not hold; null if no such row is known
     */
    public void run(LedgerContents ledger, @Nullable String covered, @Nullable String before) throws Exception {
        reportDroppedRows(covered);
        LOG.atInfo().addKeyValue("safePoint", covered != null).log("recovering what the slot does not hold");
        long[] recovered = new long[1];
        outbox.forEachOutside(covered, before, batch -> {
            List<OutboxEvent> fresh = fresh(batch, ledger);
            if (!fresh.isEmpty()) {
                publisher.publish(fresh);
                listener.recovered(fresh);
                recovered[0] += fresh.size();
            }
            // The slot may also contain rows that committed since its creation began.
            batch.stream().filter(row -> !row.coveredBefore()).forEach(row -> ledger.add(row.event()));
        });
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

    private static List<OutboxEvent> fresh(List<Row> batch, LedgerContents ledger) {
        List<OutboxEvent> fresh = new ArrayList<>(batch.size());
        for (Row row : batch) {
            if (!ledger.names(row.event())) {
                fresh.add(row.event());
            }
        }
        return fresh;
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
