package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Waits until the slot has confirmed a position: rows that committed before it are then published, or lost. */
final class Confirmation {

    private static final long POLL_MILLIS = 200;

    private final ReplicationSlot slot;

    Confirmation(ReplicationSlot slot) {
        this.slot = slot;
    }

    /** Returns whether it has; false as soon as there is no slot, or after the time limit. */
    boolean await(Lsn position, Duration patience, Progress progress) throws SQLException, InterruptedException {
        long begunNanos = System.nanoTime();
        while (true) {
            Optional<SlotStatus> status = slot.status();
            if (status.isEmpty()) {
                return false;
            }
            Lsn confirmed = status.get().confirmedFlushLsn();
            if (confirmed != null && confirmed.compareTo(position) >= 0) {
                return true;
            }
            long waitedSeconds =
                    Duration.ofNanos(System.nanoTime() - begunNanos).toSeconds();
            if (waitedSeconds >= patience.toSeconds()) {
                return false;
            }
            progress.at("seconds for the slot to confirm", waitedSeconds, patience.toSeconds());
            Thread.sleep(POLL_MILLIS);
        }
    }
}
