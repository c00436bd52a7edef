package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.DatabaseHistory;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import com.everyoneslecture.relay.ledger.SafePoint;
import org.jspecify.annotations.Nullable;

/**
 * The decision how a session begins, based on the ledger and the slot.
 *
 * <p>The slot counts as complete only if the ledger explains its position: a relay confirms no further than to the last batch
 * that it published, or to a position that it recorded. An operator or a tool may have created a slot again, or advanced it, if
 * its position is further. The rows that such a slot no longer holds are in the outbox, and are published before the stream
 * begins, in order.
 *
 * @param covered the snapshot of the last safe point; null if there is none, or if it is not valid any more
 * @param unchecked whether the ledger does not reach back to the first event, so that its first safe point cannot be checked
 * @param recovering whether rows have to be taken from the outbox before the stream begins
 * @param before a snapshot of rows that the slot certainly does not hold; null if no such row is known
 */
record SessionStart(
        @Nullable String covered,
        boolean unchecked,
        boolean recovering,
        @Nullable String before) {

    /** Begins with a slot that was just created or is used for the first time, or with a recovery that is not done. */
    static SessionStart recovering(LedgerHead head, RecoveryDue due, DatabaseHistory history) {
        return new SessionStart(covered(head, history), false, true, due.before());
    }

    /** Continues from the slot, because nothing else is known about the published events. */
    static SessionStart ledgerLost() {
        return new SessionStart(null, true, false, null);
    }

    /** Continues from a slot that was confirmed up to a position, with a ledger. */
    static SessionStart goingOn(LedgerHead head, Lsn confirmed, DatabaseHistory history) {
        if (head.baseline()) {
            return ledgerLost();
        }
        String covered = covered(head, history);
        boolean explained = head.database() != null
                && confirmed.compareTo(new Lsn(head.position())) <= 0
                && (history.setBack() || history.holds(head.database(), confirmed.value()));
        boolean unchecked = explained && covered == null && head.safePoint() != null;
        return new SessionStart(covered, unchecked, !explained, null);
    }

    private static @Nullable String covered(LedgerHead head, DatabaseHistory history) {
        SafePoint point = head.safePoint();
        if (point == null || head.safePointGivenUp()) {
            return null;
        }
        boolean cameAlong =
                head.adopted() != null && history.sameSystem(head.adopted()) && !history.sameSystem(point.database());
        boolean trusted = cameAlong
                ? history.continues(point.snapshot())
                : history.trusts(point.database(), point.snapshot(), point.walEnd());
        return (trusted && !history.setBack()) ? point.snapshot() : null;
    }
}
