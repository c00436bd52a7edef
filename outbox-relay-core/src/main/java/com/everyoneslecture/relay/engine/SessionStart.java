package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.DatabaseHistory;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import com.everyoneslecture.relay.ledger.SafePoint;
import org.jspecify.annotations.Nullable;

/**
 * The decision with what a session begins, by what the ledger and the slot show.
 *
 * <p>A slot is taken for whole only where the ledger explains its position: a relay confirms no further than to the last batch
 * that it published, or to a position that it noted. A slot that is further may have been made anew, or advanced, by an operator
 * or a tool; the rows that it does not hold any more are in the outbox, and are published before the stream begins, in order.
 *
 * @param covered the snapshot of the last safe point; null where there is none, or where it means nothing any more
 * @param unchecked whether the ledger does not reach back to the first event, so that its first safe point cannot be checked
 * @param recovering whether rows have to be taken from the outbox before the stream begins
 * @param before which rows the slot does not hold for certain; null where that is known of none
 */
record SessionStart(
        @Nullable String covered,
        boolean unchecked,
        boolean recovering,
        @Nullable String before) {

    /** Begins with a slot that was made or first used a moment ago, or with a recovery that is not done. */
    static SessionStart recovering(LedgerHead head, RecoveryDue due, DatabaseHistory history) {
        return new SessionStart(covered(head, history), false, true, due.before());
    }

    /** Goes on from the slot, since nothing else is known of what was published. */
    static SessionStart ledgerLost() {
        return new SessionStart(null, true, false, null);
    }

    /** Goes on from a slot that was confirmed up to a position, with a ledger. */
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
