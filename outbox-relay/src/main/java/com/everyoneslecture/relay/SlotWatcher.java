package com.everyoneslecture.relay;

import com.everyoneslecture.slot.ReplicationSlot;
import com.everyoneslecture.slot.SlotStatus;
import com.everyoneslecture.slot.WalReport;
import com.everyoneslecture.slot.WalWatch;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the slot from time to time, whatever the relay is doing: it is while no events flow that the server keeps more
 * and more for it. Runs in a thread of its own.
 */
final class SlotWatcher implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SlotWatcher.class);

    private final ReplicationSlot slot;
    private final WalWatch watch;
    private final RelayListener listener;
    private volatile @Nullable WalReport report;

    SlotWatcher(ReplicationSlot slot, WalWatch watch, RelayListener listener) {
        this.slot = slot;
        this.watch = watch;
        this.listener = listener;
    }

    /** How the slot stands; null if there is none, or the server does not say. */
    @Nullable
    WalReport report() {
        return report;
    }

    @Override
    public void run() {
        try {
            SlotStatus status = slot.status().orElse(null);
            report = status == null ? null : watch.observe(System.nanoTime(), status);
        } catch (SQLException failure) {
            LOG.atDebug().setCause(failure).log("the slot cannot be looked at");
            report = null;
        }
        listener.slotWatched(report);
    }
}
