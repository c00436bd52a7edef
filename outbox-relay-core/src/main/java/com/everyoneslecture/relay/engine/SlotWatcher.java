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
 * Looks at the slot from time to time, whatever the relay is doing: it is while no events flow that the server keeps more
 * and more for it. Runs in a thread of its own.
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

    /** How the slot stands; null if there is none, or the server does not say. */
    @Nullable
    public WalReport report() {
        return report;
    }

    /** The oldest transaction that the slot waits for while it is being made; null if it is not, or waits for none. */
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
            LOG.atDebug().setCause(failure).log("the slot cannot be looked at");
            report = null;
            obstacle = null;
        }
        listener.slotWatched(report);
    }
}
