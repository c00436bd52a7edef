package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureLifecycle;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.PreparedCapture;
import com.everyoneslecture.outbox.capture.TransactionIds;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxEvent;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A capture by Debezium's PostgreSQL connector, in Debezium's embedded engine.
 *
 * <p>The commit point is the return of {@link EventConsumer#accept}. Before it, nothing of the batch is marked, so a crash
 * causes a redelivery of the whole batch. After it, the batch's last position is marked, and the engine reports it to the
 * server at the next acknowledge interval; a crash before that report also causes a redelivery, although the batch was taken.
 *
 * <p>A record contains the end of the transaction before its own. So the last transaction of a batch is not known to be
 * complete, and is acknowledged with the next batch, or with the next heartbeat.
 *
 * <p>{@link #prepare} starts the engine, which loads its classes, reads the tables' definitions, and waits before it streams.
 * These steps take most of the time of a start.
 *
 * <p>The engine's polling thread delivers batches, one after the other. Any other thread may call {@link #close()}.
 */
public final class DebeziumCapture implements Capture, PreparedCapture {

    private static final Logger LOG = LoggerFactory.getLogger(DebeziumCapture.class);

    private static final String LAST_COMMIT = "lsn_commit";

    private final DatabaseSettings database;
    private final String outboxTopic;
    private final EventConsumer consumer;
    private final StreamHold hold = StreamHold.create();
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CountDownLatch stoppable = new CountDownLatch(1);
    private final CaptureLifecycle life = new CaptureLifecycle();
    private volatile @Nullable OutboxRowDecoder decoder;
    private volatile @Nullable Throwable rejection;

    private DebeziumCapture(
            DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer) {
        this.database = database;
        this.outboxTopic = EngineProperties.outboxTopic(slot);
        this.consumer = consumer;
        Properties properties = EngineProperties.of(database, slot, settings);
        properties.setProperty(StreamHold.NAME, hold.name());
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        stoppable.countDown();
                    }
                })
                .using(this::end)
                .notifying(this::handle)
                .build();
    }

    /**
     * Starts to capture, in separate threads.
     *
     * @param slot the slot and the publication must exist
     * @param consumer called from now on, maybe before this returns
     * @throws SQLException if the server is unreachable or rejects the connection
     */
    public static Capture start(
            DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer)
            throws SQLException {
        DebeziumCapture capture = prepare(database, slot, settings, consumer);
        try {
            return capture.start();
        } catch (SQLException e) {
            capture.close();
            throw e;
        }
    }

    /**
     * Starts the engine, in separate threads. It does not stream before {@link #start()}.
     *
     * @param slot the slot and the publication must exist
     * @param consumer called after the start, maybe before the start returns
     */
    public static DebeziumCapture prepare(
            DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer) {
        MetricBeans.removeLeftBehind(slot);
        DebeziumCapture capture = new DebeziumCapture(database, slot, settings, consumer);
        Thread thread = new Thread(capture.engine, "capture");
        thread.setDaemon(true);
        thread.start();
        return capture;
    }

    @Override
    public Capture start() throws SQLException {
        decoder = new OutboxRowDecoder(outboxTopic, new TransactionIds(nextTransactionId(database)));
        hold.release();
        return this;
    }

    @Override
    public void check() throws Exception {
        try {
            life.ended().toCompletableFuture().getNow(null);
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public CompletionStage<Void> ended() {
        return life.ended();
    }

    @Override
    public void close() {
        hold.cancel();
        life.close(this::stopEngine);
    }

    private void handle(
            List<RecordChangeEvent<SourceRecord>> records, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        boolean taken;
        try {
            taken = life.hand(() -> hand(records, committer));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Stored here, because the engine must not mistake it for one of Connect's retriable exceptions: it would
            // drop the batch and continue.
            rejection = e;
            throw new EventsRejectedException(e);
        }
        if (!taken) {
            throw new InterruptedException("the capture is closed");
        }
    }

    private void hand(
            List<RecordChangeEvent<SourceRecord>> records, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws Exception {
        List<OutboxEvent> events = decode(records);
        if (!events.isEmpty()) {
            consumer.accept(events);
        }
        // Positions only rise, so the last one covers all.
        committer.markProcessed(records.get(records.size() - 1));
        committer.markBatchFinished();
    }

    private List<OutboxEvent> decode(List<RecordChangeEvent<SourceRecord>> records) {
        OutboxRowDecoder started = Objects.requireNonNull(decoder);
        List<OutboxEvent> events = new ArrayList<>(records.size());
        Object committedBefore = null;
        for (RecordChangeEvent<SourceRecord> change : records) {
            SourceRecord record = change.record();
            Object committed = record.sourceOffset().get(LAST_COMMIT);
            if (!events.isEmpty() && committed instanceof Long end && !end.equals(committedBefore)) {
                markLastOfTransaction(events, end);
            }
            committedBefore = committed;
            OutboxEvent event = started.decode(record);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    /**
     * Marks the last event as the end of its transaction. A record contains the last commit before it. If that differs from the
     * one in the record before, the transaction of the previous event has ended. Transactions without events may have ended
     * since; they are complete, too.
     */
    private static void markLastOfTransaction(List<OutboxEvent> events, long end) {
        int last = events.size() - 1;
        if (events.get(last).transactionEndLsn() == 0) {
            events.set(last, events.get(last).endingTransaction(end));
        }
    }

    private static long nextTransactionId(DatabaseSettings database) throws SQLException {
        try (Connection connection = new Database(database).connect()) {
            Long next = Query.first(
                    connection, "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint", row -> row.getLong(1));
            return Objects.requireNonNull(next);
        }
    }

    private void end(boolean success, @Nullable String message, @Nullable Throwable error) {
        stoppable.countDown();
        hold.cancel();
        life.end(rejection != null ? rejection : error);
    }

    /** The engine cannot be closed while its task starts: that would leak the task's connections. */
    private void stopEngine(Duration patience) throws InterruptedException {
        if (stoppable.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            // In a separate thread, because with an unreachable server it may take as long as a task may.
            Thread closer = new Thread(this::closeEngine, "capture-close");
            closer.setDaemon(true);
            closer.start();
        }
    }

    private void closeEngine() {
        try {
            engine.close();
        } catch (IllegalStateException | IOException e) {
            LOG.atDebug().setCause(e).log("the engine is closed already, or closing");
        }
    }

    /** Signals to the engine that the consumer has rejected a batch. */
    private static final class EventsRejectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EventsRejectedException(Throwable cause) {
            super("the events were not taken", cause);
        }
    }
}
