package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.relay.engine.RelayRemedies;
import com.everyoneslecture.relay.engine.StreamingSessions;
import com.everyoneslecture.relay.engine.Supervisor;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import java.time.Clock;
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
 * The one task of the connector: a relay whose transactions the worker of Kafka Connect sends.
 *
 * <p>The relay's session runs in threads of its own and hands over one transaction at a time. {@link #poll()} returns it, the worker
 * sends and commits it with the source's offset, and {@link #commit()} tells the session, which acknowledges it to PostgreSQL only then.
 * A crash before the worker's commit leaves nothing that a {@code read_committed} consumer sees; PostgreSQL redelivers the events. A crash
 * after it leaves events, ledger and offset; PostgreSQL redelivers them, and the next start skips what the ledger names.
 *
 * <p>The worker calls all methods from one thread.
 */
public final class OutboxSourceTask extends SourceTask {

    /** How long a poll waits for events. It bounds how long the task takes to notice that it has to pause or to stop. */
    private static final Duration POLL_PATIENCE = Duration.ofMillis(200);

    private final Handover handover = new Handover();
    private final TaskState state = new TaskState();
    private @Nullable WorkerProducers producers;
    private @Nullable Supervisor supervisor;
    private boolean dropped;

    @Override
    public String version() {
        return Version.text();
    }

    /** @throws org.apache.kafka.common.config.ConfigException if the configuration is wrong */
    @Override
    public void start(Map<String, String> configuration) {
        TaskSettings settings = TaskSettings.require(configuration);
        SourcePosition position = new SourcePosition(
                settings.database().databaseName(), settings.slot().name());
        WorkerProducers made = new WorkerProducers(settings, handover, position);
        producers = made;
        Listeners listeners = new Listeners(List.of(new StateLog(), state));
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
                Clock.systemUTC());
        supervisor = started;
        started.start();
    }

    /**
     * Returns the records of the next transaction; null if there is none yet.
     *
     * @throws ConnectException if the relay has halted, or the worker has dropped records
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
     * The transaction of the record is committed.
     *
     * @param metadata null if the worker has dropped it
     */
    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (record instanceof PendingRecord pending) {
            pending.sent(metadata);
        }
    }

    /** All that was polled is committed. Kafka Connect ignores what is thrown here, so the next poll fails in its place. */
    @Override
    public void commit() {
        dropped |= !handover.committed();
    }

    @Override
    public void stop() {
        handover.close();
        if (supervisor != null) {
            supervisor.close();
        }
        if (producers != null) {
            producers.close();
        }
    }
}
