package com.everyoneslecture.relay.retention;

import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.report.RelayListener;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates partitions of the outbox ahead of time, and drops old partitions whose rows are all before a safe point in the
 * ledger. If the slot is lost a moment later, the recovery begins at that point or at a later one, and misses nothing.
 *
 * <p>If it is disabled, it calls nothing in the database: the outbox need not be partitioned, and need not have the functions.
 *
 * <p>It runs beside the stream of events, in a separate thread. A step that fails changes nothing and is repeated later.
 */
public final class Retention implements Runnable, RelayListener {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final OutboxPartitions partitions;
    private final RetentionSettings settings;
    private final RelayListener listener;
    private volatile @Nullable SafePoint safePoint;

    public Retention(OutboxPartitions partitions, RetentionSettings settings, RelayListener listener) {
        this.partitions = partitions;
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public void safePointWritten(SafePoint point) {
        safePoint = point;
    }

    /** Drops the safe point, because a snapshot of an abandoned past covers rows that are written now. */
    @Override
    public void safePointDistrusted() {
        safePoint = null;
    }

    @Override
    public void run() {
        if (!settings.enabled()) {
            return;
        }
        try {
            int made = partitions.ensure(settings.daysAhead());
            if (made > 0) {
                LOG.atInfo().addKeyValue("partitions", made).log("created partitions of the outbox ahead of time");
            }
            SafePoint point = safePoint;
            if (point != null) {
                drop(point);
            }
            listener.retentionRan(null);
        } catch (SQLException failure) {
            LOG.atDebug().setCause(failure).log("retention failed");
            listener.retentionRan(failure);
        }
    }

    private void drop(SafePoint point) throws SQLException {
        Optional<String> dropped = partitions.drop(settings, point.snapshot(), point.database());
        while (dropped.isPresent()) {
            LOG.atInfo()
                    .addKeyValue("partition", dropped.get())
                    .addKeyValue("maximumAge", settings.maximumAge())
                    .log("dropped rows of the outbox that are old and published");
            listener.partitionDropped();
            dropped = partitions.drop(settings, point.snapshot(), point.database());
        }
        Optional<String> reason = partitions.undroppable(settings, point.snapshot(), point.database());
        if (reason.isPresent()) {
            throw new SQLException("partitions are not dropped: " + reason.get(), "55000");
        }
    }
}
