package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.PublicationWatch;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles;
import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.ledger.SafePoints;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.publish.PublisherState;
import com.everyoneslecture.relay.recovery.Audit;
import com.everyoneslecture.relay.recovery.DeduplicationFilter;
import com.everyoneslecture.relay.recovery.Recovery;
import com.everyoneslecture.relay.report.MissedCause;
import com.everyoneslecture.relay.report.ObservedPublisher;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.retention.OutboxPartitions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** Opens {@link StreamingSession}s, one after the other, and keeps the state that outlives a session. Used by one thread. */
public final class StreamingSessions implements Session.Opener {

    private final StreamSettings settings;
    private final Duration probeInterval;
    private final RelayListener listener;
    private final ProducerFactory producers;
    private final CaptureFactory captures;
    private final Database database;
    private final PublisherState publisherState = new PublisherState();
    private final MissedCause missedCause = new MissedCause();
    private SessionServer server;

    /**
     * Creates the object without a connection.
     *
     * @param probeInterval how often a relay that stands by checks that it could take over
     */
    public StreamingSessions(
            StreamSettings settings,
            Duration probeInterval,
            RelayListener listener,
            ProducerFactory producers,
            CaptureFactory captures) {
        this.settings = settings;
        this.probeInterval = probeInterval;
        this.listener = listener;
        this.producers = producers;
        this.captures = captures;
        this.database = new Database(settings.database());
        this.server = SessionServer.of(settings);
    }

    @Override
    public Session open(Consumer<RelayState> states) throws Exception {
        findPrimary();
        noting(server.prerequisites()::check);
        StreamingSession session = session();
        try {
            session.open(states);
            return session;
        } catch (Throwable failure) {
            session.close();
            throw failure;
        }
    }

    /**
     * Discards the known state of the slot if another server is the primary now, because it does not apply to
     * that server.
     */
    private void findPrimary() throws SQLException {
        DatabaseSettings primary = database.primary();
        if (!primary.equals(server.settings().database())) {
            server = SessionServer.of(settings.on(primary));
        }
    }

    private StreamingSession session() {
        ReplicationSlot slot = server.slot();
        OutboxTable outbox = server.outbox();
        KafkaSession kafka = new KafkaSession(
                slot.name(), settings.kafka(), settings.topics(), settings.routes(), producers, publisherState);
        ObservedPublisher publisher = new ObservedPublisher(kafka.publisher(), listener);
        DeduplicationFilter filter = new DeduplicationFilter(publisher, listener);
        SafePoints safePoints = new SafePoints(
                kafka.ledger(),
                () -> SessionOpening.visible(slot.walSnapshot()),
                new Audit(outbox, kafka.ledger(), filter, missedCause, listener),
                filter);
        Recovery recovery = new Recovery(
                outbox,
                new OutboxPartitions(server.database(), settings.slot().outbox())::droppedBeyond,
                publisher,
                listener);
        PublicationWatch publication = new PublicationWatch(server.database(), settings.slot());
        StreamingCapture capture = new StreamingCapture(
                captures, server.settings(), slot, server.unreadable(), server.displacement(), filter);
        return new StreamingSession(
                server,
                kafka,
                filter,
                capture,
                new Standby(slot, () -> noting(server.prerequisites()::check), kafka, capture, probeInterval),
                new SessionOpening(slot, outbox, kafka, recovery, safePoints, listener),
                new SessionProbe(
                        () -> noting(publication::check),
                        slot,
                        capture,
                        safePoints,
                        new TrimWatch(new SlotObstacles(server.database())),
                        kafka,
                        listener),
                listener);
    }

    private void noting(SessionProbe.Check check) throws SQLException {
        try {
            check.run();
        } catch (PrerequisiteException wrong) {
            missedCause.publicationWasWrong();
            throw wrong;
        }
    }
}
