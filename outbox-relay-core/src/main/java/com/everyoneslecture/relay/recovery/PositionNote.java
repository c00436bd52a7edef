package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.relay.ledger.LedgerWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in the ledger, at the end of a session whose events flowed, the position up to which the slot is confirmed. Best
 * effort: without the record, the next start cannot explain the position and publishes rows from the outbox that the slot may
 * not hold.
 */
public final class PositionNote {

    private static final Logger LOG = LoggerFactory.getLogger(PositionNote.class);

    /** Short, because a server may have stopped responding, and the end of a session is bounded. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ReplicationSlot slot;
    private final LedgerWriter ledger;

    public PositionNote(ReplicationSlot slot, LedgerWriter ledger) {
        this.slot = slot;
        this.ledger = ledger;
    }

    /** Returns when it is noted, or after {@link #PATIENCE}. The capture has ended, so no other thread publishes. */
    public void write() {
        CompletableFuture<Boolean> noted = new CompletableFuture<>();
        Thread thread = new Thread(() -> noted.complete(note()), "position-note");
        thread.setDaemon(true);
        thread.start();
        noted.completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private boolean note() {
        try {
            ledger.position(slot.requireConfirmed().value());
            return true;
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("the position of the slot was not noted");
            return false;
        }
    }
}
