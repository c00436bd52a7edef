package com.everyoneslecture.relay;

import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.capture.OutboxTable;
import com.everyoneslecture.capture.OutboxTable.Row;
import com.everyoneslecture.publish.EventIdSet;
import com.everyoneslecture.publish.KafkaPublisher;
import com.everyoneslecture.publish.LedgerContents;
import com.everyoneslecture.publish.Publisher;
import com.everyoneslecture.publish.RecoveryDue;
import com.everyoneslecture.publish.SafePoint;
import com.everyoneslecture.slot.Moment;
import com.everyoneslecture.slot.OutboxPartitions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what a new slot does not hold: every row of the outbox that the last safe point does not cover and that the
 * ledger does not name. At the first start ever that is all there is.
 *
 * <p>It runs while the new slot's stream is held back. Each batch is one transaction with its ledger record, so a crash
 * between two batches has the rest published after the restart, for the ledger says that the recovery is due until it is
 * done.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final OutboxTable outbox;
    private final OutboxPartitions partitions;
    private final KafkaPublisher kafka;
    private final Publisher publisher;
    private final RelayListener listener;

    Recovery(OutboxTable outbox, OutboxPartitions partitions, KafkaPublisher kafka, RelayListener listener) {
        this.outbox = outbox;
        this.partitions = partitions;
        this.kafka = kafka;
        this.publisher = new ObservedPublisher(kafka, listener);
        this.listener = listener;
    }

    /**
     * Returns when all of it is published.
     *
     * @param ledger what is published; the ids of rows that the stream may bring once more are added to it
     * @param now in which database this is: a safe point of another one, or of another timeline, says nothing here
     */
    void run(LedgerContents ledger, RecoveryDue due, Moment now) throws Exception {
        SafePoint safePoint = ledger.safePoint();
        String covered = safePoint != null && now.trusts(safePoint.database(), safePoint.snapshot())
                ? safePoint.snapshot()
                : null;
        if (safePoint != null && covered == null) {
            LOG.atWarn()
                    .log("this is not the database of the last safe point, or it was restored or failed over:"
                            + " every row of the outbox that the ledger does not name is published");
        }
        tellWhatIsGone(covered);
        LOG.atInfo().addKeyValue("safePoint", covered != null).log("recovering what the new slot does not hold");
        long[] recovered = new long[1];
        outbox.forEachOutside(covered, due.before(), batch -> {
            List<OutboxEvent> fresh = fresh(batch, ledger.published());
            if (!fresh.isEmpty()) {
                publisher.publish(fresh);
                listener.recovered(fresh);
                recovered[0] += fresh.size();
            }
            // Rows that committed while the slot was being made may be in it as well.
            batch.stream()
                    .filter(row -> !row.coveredBefore())
                    .forEach(row -> ledger.published().add(row.event().id()));
        });
        kafka.recoveryDone();
        LOG.atInfo().addKeyValue("events", recovered[0]).log("recovered");
    }

    /** The one way to lose: retention drops nothing that the ledger does not cover, but the ledger may be lost, too. */
    private void tellWhatIsGone(@Nullable String covered) throws SQLException {
        long rows = partitions.droppedBeyond(covered);
        if (rows > 0) {
            listener.unrecoverable(rows);
        }
    }

    private static List<OutboxEvent> fresh(List<Row> batch, EventIdSet published) {
        List<OutboxEvent> fresh = new ArrayList<>(batch.size());
        for (Row row : batch) {
            if (!published.contains(row.event().id())) {
                fresh.add(row.event());
            }
        }
        return fresh;
    }
}
