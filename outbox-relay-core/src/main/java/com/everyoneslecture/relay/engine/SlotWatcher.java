package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles.Obstacle;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.outbox.capture.slot.WalReport;
import com.everyoneslecture.outbox.capture.slot.WalWatch;
import com.everyoneslecture.relay.report.RelayListener;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the slot in every state of the relay, because the server keeps more and more log for it while no events flow. Runs in a
 * separate thread.
 */
public final class SlotWatcher implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SlotWatcher.class);

    private final ReplicationSlot slot;
    private final WalWatch watch;
    private final RelayListener listener;
    private final SlotObstacles obstacles;
    private volatile @Nullable WalReport report;
    private volatile @Nullable Obstacle obstacle;

    public SlotWatcher(ReplicationSlot slot, SlotObstacles obstacles, WalWatch watch, RelayListener listener) {
        this.slot = slot;
        this.obstacles = obstacles;
        this.watch = watch;
        this.listener = listener;
    }

    /** Returns the status of the slot; null if there is no slot, or the server is unreachable. */
    @Nullable
    public WalReport report() {
        return report;
    }

    /**
     * Returns the oldest transaction for which the creation of the slot waits; null if the slot is not being created, or waits
     * for none.
     */
    @Nullable
    public Obstacle obstacle() {
        return obstacle;
    }

    @Override
    public void run() {
        try {
            SlotStatus status = slot.status().orElse(null);
            report = status == null ? null : watch.observe(System.nanoTime(), status);
            obstacle = status != null && status.beingMade()
                    ? obstacles.find().stream().findFirst().orElse(null)
                    : null;
        } catch (SQLException failure) {
            LOG.atDebug().setCause(failure).log("the slot's status cannot be read");
            report = null;
            obstacle = null;
        }
        listener.slotWatched(report);
    }
}
