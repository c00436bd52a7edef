package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.capture.table.CommittedRows;
import com.everyoneslecture.outbox.capture.table.CommittedRows.Covered;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.Checksum;
import com.everyoneslecture.relay.ledger.EventIdSet;
import com.everyoneslecture.relay.ledger.LedgerWriter;
import com.everyoneslecture.relay.ledger.SafePoints;
import com.everyoneslecture.relay.ledger.Snapshot;
import com.everyoneslecture.relay.report.MissedCause;
import com.everyoneslecture.relay.report.RelayListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the published events with the outbox: the ledger has to name every row that a snapshot covers. Usually their number
 * and a sum of their ids agree, and no id is compared. Otherwise all ids are compared, and a row that the ledger does not name
 * is published from the table, because the log did not deliver it.
 *
 * <p>Events flow meanwhile, because such a comparison may take long. The filter notes which of the rows that the ledger does not
 * name are published in the meantime.
 *
 * <p>After a crash in the middle, some of the missed rows are published, in a transaction with their ids in the ledger, and the
 * safe point is not in effect: the next session compares the same rows again and finds the remaining ones.
 *
 * <p>Used by one thread.
 */
public final class Audit implements SafePoints.Check {

    private final CommittedRows outbox;
    private final LedgerWriter ledger;
    private final DeduplicationFilter filter;
    private final MissedCause cause;
    private final RelayListener listener;

    public Audit(
            CommittedRows outbox,
            LedgerWriter ledger,
            DeduplicationFilter filter,
            MissedCause cause,
            RelayListener listener) {
        this.outbox = outbox;
        this.ledger = ledger;
        this.filter = filter;
        this.cause = cause;
        this.listener = listener;
    }

    @Override
    public void everyRowIsNamed(@Nullable String earlier, String later, @Nullable Checksum published) throws Exception {
        if (published == null || !agrees(published, outbox.covered(earlier, later))) {
            publishMissed(earlier, later);
        }
        Snapshot checked = Snapshot.parse(later);
        cause.checked(checked.xmin(), checked.xmax());
    }

    private static boolean agrees(Checksum published, Covered covered) {
        return covered.rows() == published.events() && covered.idSum() == published.sum();
    }

    private void publishMissed(@Nullable String earlier, String later) throws Exception {
        UnnamedRows unnamed = new UnnamedRows(outbox, ledger);
        EventIdSet before = new EventIdSet();
        for (EventIdSet missed = unnamed.between(earlier, later);
                missed.size() > 0;
                missed = unnamed.between(earlier, later)) {
            requireNoneOf(before, missed);
            filter.expect(missed);
            try {
                // Read again: until now, the filter did not note what is published.
                publish(unnamed.among(missed), earlier, later);
            } finally {
                filter.expect(new EventIdSet());
            }
            before = missed;
        }
    }

    /**
     * Throws if the ledger lacks events that were published with their entry. It is not reliable then, and the same rows would
     * be published forever.
     */
    private void requireNoneOf(EventIdSet published, EventIdSet missed) {
        missed.forEach(id -> {
            if (published.contains(id)) {
                throw new IllegalStateException("the ledger " + ledger.topic() + " does not name event " + id
                        + ", which was published with its entry in the ledger");
            }
        });
    }

    private void publish(EventIdSet missed, @Nullable String earlier, String later) throws Exception {
        if (missed.size() == 0) {
            return;
        }
        outbox.forEachCovered(earlier, later, rows -> {
            List<OutboxEvent> events = new ArrayList<>();
            for (OutboxEvent row : rows) {
                if (missed.contains(row.id())) {
                    events.add(row);
                }
            }
            List<OutboxEvent> published = filter.publishMissed(events);
            if (!published.isEmpty()) {
                listener.missed(published, cause.label());
            }
        });
    }
}
