package com.everyoneslecture.relay;

import com.everyoneslecture.publish.KafkaPublisher;
import com.everyoneslecture.publish.SafePoint;
import com.everyoneslecture.slot.Lsn;
import com.everyoneslecture.slot.Moment;
import com.everyoneslecture.slot.ReplicationSlot;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Takes one safe point after the other. One is taken in three steps whose order matters: where the ledger ends; which rows
 * are visible; where the write-ahead log ends. It takes effect once the slot has confirmed everything up to there, and no
 * crash of the server can take that back. Then every row that was visible is published, for it committed before that end;
 * and no batch that was in the ledger can be delivered again, for its rows committed earlier still.
 *
 * <p>A point that has not taken effect dies with the session, and nothing is lost by it. Used by one thread.
 */
final class SafePoints {

    private final ReplicationSlot slot;
    private final KafkaPublisher publisher;
    private @Nullable SafePoint candidate;
    private @Nullable Lsn effectiveAt;

    SafePoints(ReplicationSlot slot, KafkaPublisher publisher) {
        this.slot = slot;
        this.publisher = publisher;
    }

    /**
     * Takes the next point, or looks whether the last has taken effect.
     *
     * @param durable up to where the slot will stay confirmed, come what may; null if that is not known
     */
    void advance(@Nullable Lsn durable) throws SQLException {
        SafePoint taken = candidate;
        if (taken == null || effectiveAt == null) {
            take();
        } else if (durable != null && durable.compareTo(effectiveAt) >= 0) {
            publisher.offer(taken);
            take();
        }
    }

    private void take() throws SQLException {
        long ledgerEnd = publisher.ledgerEnd();
        Moment moment = slot.moment();
        candidate = new SafePoint(ledgerEnd, moment.database(), moment.snapshot());
        effectiveAt = moment.walEnd();
    }
}
