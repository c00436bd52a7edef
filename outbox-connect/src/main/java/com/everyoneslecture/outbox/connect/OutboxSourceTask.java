package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.SteadyClock;
import com.everyoneslecture.relay.engine.RelayRemedies;
import com.everyoneslecture.relay.engine.StreamingSessions;
import com.everyoneslecture.relay.engine.Supervisor;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;

/**
 * The single task of the connector: a relay whose transactions are sent by the worker of Kafka Connect.
 *
 * <p>The relay's session runs in its own threads and hands over one transaction at a time. {@link #poll()} returns its
 * records, the worker sends and commits them with the source's offset, and {@link #commit()} notifies the session,
 * which only then acknowledges the position to PostgreSQL. After a crash before the worker's commit, a
 * {@code read_committed} consumer sees nothing of the transaction, and PostgreSQL redelivers its events. After a later
 * crash, events, ledger and offset are stored; PostgreSQL may redeliver the events, and the next start skips those that
 * the ledger names.
 *
 * <p>The worker calls all methods from one thread.
 */
public final class OutboxSourceTask extends SourceTask {

    /**
     * The maximum time that a poll waits for events, and so the maximum delay before the task notices a pause or stop.
     */
    private static final Duration POLL_PATIENCE = Duration.ofMillis(200);

    private final Handover handover = new Handover();
    private final TaskState state = new TaskState();
    private @Nullable WorkerProducers producers;
    private @Nullable Supervisor supervisor;
    private @Nullable Housekeeping housekeeping;
    private boolean dropped;

    @Override
    public String version() {
        return Version.text();
    }

    /**
     * Starts the relay's threads; returns before they are connected.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the configuration is invalid
     */
    @Override
    public void start(Map<String, String> configuration) {
        TaskSettings settings = TaskSettings.require(configuration);
        SourcePosition position = new SourcePosition(
                settings.database().databaseName(), settings.slot().name());
        WorkerProducers made = new WorkerProducers(settings, handover, position);
        producers = made;
        Housekeeping keeping = new Housekeeping(settings, context);
        housekeeping = keeping;
        Listeners listeners = new Listeners(List.of(new StateLog(), state, keeping.listener()));
        Supervisor started = new Supervisor(
                new StreamingSessions(
                        settings.stream(),
                        settings.section().probeInterval(),
                        listeners,
                        made,
                        new PositionedCapture(position)),
                new FailurePolicy(new RelayRemedies(
                        settings.database().username(), settings.slot().outbox())),
                settings.supervisor(),
                listeners,
                SteadyClock.begin());
        supervisor = started;
        started.start();
        keeping.start();
    }

    /**
     * Returns the records of the next transaction; null if there is none after 200 ms.
     *
     * @throws ConnectException if the relay has halted, its thread has ended, or the worker has dropped records
     */
    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        state.requireNotHalted();
        if (dropped) {
            throw new ConnectException(
                    "the worker has dropped records of a transaction that it has committed, the ledger's perhaps: remove"
                            + " transformations and errors.tolerance from the connector, then restart the task");
        }
        if (!Objects.requireNonNull(supervisor).alive()) {
            throw new ConnectException("the thread of the relay has ended: restart the task");
        }
        List<SourceRecord> records = handover.poll(POLL_PATIENCE);
        TransactionContext boundaries = context.transactionContext();
        if (records != null && boundaries != null) {
            boundaries.commitTransaction();
        }
        return records;
    }

    /**
     * Called for each record after its transaction is committed, or after the worker has dropped the record.
     *
     * @param metadata the record's partition and offset; null if the worker has dropped it
     */
    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (record instanceof PendingRecord pending) {
            pending.sent(metadata);
        }
    }

    /**
     * Called when all polled records are committed. Kafka Connect ignores exceptions of this method, so the next poll
     * throws instead.
     */
    @Override
    public void commit() {
        dropped |= !handover.committed();
    }

    @Override
    public void stop() {
        handover.close();
        if (housekeeping != null) {
            housekeeping.close();
        }
        if (supervisor != null) {
            supervisor.close();
        }
        if (producers != null) {
            producers.close();
        }
    }
}
