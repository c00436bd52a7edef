package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.Prerequisites;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.UnreadableSlot;
import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.publish.PublisherState;
import com.everyoneslecture.relay.report.MissedCause;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.retention.OutboxPartitions;

/** Opens sessions on the real servers, one after the other, and keeps what one session has learned for the next. */
public final class StreamingSessions implements Session.Opener {

    private final StreamSettings settings;
    private final RelayListener listener;
    private final ProducerFactory producers;
    private final CaptureFactory captures;
    private final Prerequisites prerequisites;
    private final ReplicationSlot slot;
    private final UnreadableSlot unreadable;
    private final OutboxTable outbox;
    private final OutboxPartitions partitions;
    private final PublisherState publisherState = new PublisherState();
    private final MissedCause missedCause = new MissedCause();

    /** Connects to nothing yet. */
    public StreamingSessions(
            StreamSettings settings, RelayListener listener, ProducerFactory producers, CaptureFactory captures) {
        Database database = new Database(settings.database());
        this.settings = settings;
        this.listener = listener;
        this.producers = producers;
        this.captures = captures;
        this.prerequisites = new Prerequisites(database, settings.slot());
        this.slot = new ReplicationSlot(database, settings.slot());
        this.unreadable = new UnreadableSlot(database, settings.slot());
        this.outbox =
                new OutboxTable(database, settings.slot(), settings.capture().maximumBatchSize());
        this.partitions = new OutboxPartitions(database);
    }

    @Override
    public Session open() throws Exception {
        missedCause.noting(prerequisites::check);
        StreamingSession session = new StreamingSession(
                settings,
                slot,
                unreadable,
                outbox,
                partitions,
                listener,
                producers,
                captures,
                publisherState,
                missedCause);
        try {
            session.open();
            return session;
        } catch (Throwable failure) {
            session.close();
            throw failure;
        }
    }
}
