package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles;
import com.everyoneslecture.outbox.capture.slot.WalWatch;
import com.everyoneslecture.relay.engine.RepeatedTasks;
import com.everyoneslecture.relay.engine.SlotWatcher;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayMetrics;
import com.everyoneslecture.relay.report.SlotMetrics;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.relay.retention.OutboxPartitions;
import com.everyoneslecture.relay.retention.Retention;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * The tasks of a relay besides the stream of events: metrics, the watch of the slot, retention of the outbox's partitions.
 * A failure changes nothing for the events.
 */
final class Housekeeping implements AutoCloseable {

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final PluginMeters published;
    private final SlotWatcher slotWatcher;
    private final Retention retention;
    private final RelayListener listener;
    private final Duration watchInterval;
    private final Duration retentionInterval;
    private final RepeatedTasks tasks = new RepeatedTasks();

    /**
     * Connects to nothing yet, and registers the metrics.
     *
     * @param context of the task whose metrics they are
     */
    Housekeeping(TaskSettings settings, SourceTaskContext context) {
        Database database = new Database(settings.database());
        Listeners metrics =
                new Listeners(List.of(new RelayMetrics(meters, Clock.systemUTC()), new SlotMetrics(meters)));
        this.published = PluginMeters.of(meters, context);
        this.slotWatcher = new SlotWatcher(
                new ReplicationSlot(database, settings.slot()),
                new SlotObstacles(database),
                new WalWatch(settings.section().walWatch()),
                metrics);
        this.retention = new Retention(
                new OutboxPartitions(database, settings.slot().outbox()),
                settings.section().retention(),
                new Listeners(List.of(new StateLog(), metrics)));
        this.listener = new Listeners(List.of(metrics, retention));
        this.watchInterval = settings.section().probeInterval();
        this.retentionInterval = settings.section().retention().interval();
    }

    /** Returns the listener to which the relay must report. */
    RelayListener listener() {
        return listener;
    }

    /** Starts the watch and the retention. */
    void start() {
        tasks.repeat(slotWatcher, watchInterval);
        tasks.repeat(retention, retentionInterval);
    }

    /** Ends both, and removes the metrics. */
    @Override
    public void close() {
        tasks.close();
        published.close();
    }
}
