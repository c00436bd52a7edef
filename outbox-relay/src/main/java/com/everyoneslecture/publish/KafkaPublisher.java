package com.everyoneslecture.publish;

import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.configuration.HostNames;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes each batch in a Kafka transaction, together with the ids of its events for the {@link Ledger}. The
 * transactional ids are the slot's, always the same: who initializes them next fences this one, and ends what it left open.
 *
 * <p>What {@link Transactions} cannot mend is not mended here: the publisher has to be closed, and the next one begins with
 * what the ledger says.
 */
public final class KafkaPublisher implements Publisher {

    private final Admin admin;
    private final Transactions transactions;
    private final Channels channels;
    private final Topics topics;
    private final PartitionWatch partitionWatch;
    private final InSyncReplicas inSync;
    private final PublisherState state;
    private final Ledger ledger;
    private final BatchWriter batches;
    private final int maximumRecordBytes;
    private final AtomicReference<@Nullable SafePoint> offered = new AtomicReference<>();
    private volatile @Nullable SafePoint written;
    private volatile long ledgerEnd;

    /**
     * Opens the clients; {@link #ensureTopics()} is the first that talks to the brokers.
     *
     * @param slot whose events are published; names the transactional id and the ledger
     * @param producers makes a producer for each transactional id
     * @param state what the publisher before has learned
     * @throws KafkaException if a client refuses its configuration
     * @throws UncheckedIOException if there is no address of a broker, which may pass
     */
    public KafkaPublisher(
            String slot,
            KafkaSettings kafka,
            TopicSettings topicSettings,
            Channels channels,
            ProducerFactory producers,
            PublisherState state) {
        HostNames.requireKnown(kafka.bootstrapServers());
        RelayNames names = new RelayNames(slot);
        this.channels = channels;
        this.transactions = Transactions.of(
                names.transactionalIds(),
                id -> producers.make(ProducerProperties.of(id, kafka)),
                new ProducerRecord<>(names.ledger(), 0, new byte[0], new byte[0]),
                System::nanoTime);
        this.admin = adminOf(kafka, transactions);
        this.state = state;
        this.inSync = new InSyncReplicas(admin, kafka.deliveryTimeout());
        PartitionCounts partitions = state.partitions();
        this.topics = new Topics(admin, topicSettings, kafka.deliveryTimeout(), partitions);
        this.partitionWatch = new PartitionWatch(
                partitions,
                known -> admin.describeTopics(known).topicNameValues(),
                kafka.partitionInterval(),
                System::nanoTime);
        this.ledger = new Ledger(slot, kafka, admin);
        this.batches = new BatchWriter(
                transactions,
                new Detours(channels, names.deadLetters(), System::nanoTime),
                this::ensure,
                state,
                kafka.deliveryTimeout(),
                System::nanoTime);
        this.maximumRecordBytes = ProducerProperties.maximumRecordBytes(kafka);
    }

    /**
     * Makes the ledger and the topics of the configured channels, where they are missing. After a timeout it also requires that
     * the topics accept records again.
     *
     * @throws KafkaException if one cannot be made or does not accept records, or the brokers do not answer in time
     */
    public void ensureTopics() throws InterruptedException {
        ledger.ensure(topics);
        for (String topic : channels.configuredTopics()) {
            topics.ensure(topic);
        }
        if (!state.timedOut().isEmpty()) {
            inSync.require(Set.of(ledger.topic()));
            inSync.require(state.timedOut());
            state.timedOut().clear();
        }
    }

    /**
     * Takes over: whoever published for this slot before can do so no more, and what it left open is aborted. Only who
     * owns the slot may do this, or two relays would fence each other forever.
     *
     * @return what is published already
     * @throws KafkaException if the brokers do not answer in time, or do not let it
     */
    public LedgerContents takeOver() {
        transactions.takeOver();
        LedgerContents contents = ledger.read();
        ledgerEnd = contents.end();
        written = contents.safePoint();
        return contents;
    }

    /**
     * Returns if the brokers answer.
     *
     * @throws KafkaException if they do not
     */
    public void probe() throws InterruptedException {
        topics.probe();
    }

    @Override
    public Published publish(List<OutboxEvent> events) throws InterruptedException {
        partitionWatch.atBoundary();
        SafePoint point = offered.getAndSet(null);
        Published published = batches.publish(events, (transaction, part) -> note(transaction, part, point));
        passed(point);
        return published;
    }

    /** Notes that the slot is about to be made anew. After its return a crash leaves the note. */
    public void recoveryDue(RecoveryDue due) throws InterruptedException {
        write(LedgerRecords.recoveryDue(ledger.topic(), due));
    }

    /** Notes that every row that is not in the slot is published. */
    public void recoveryDone() throws InterruptedException {
        write(LedgerRecords.recoveryDone(ledger.topic()));
    }

    /**
     * Where the ledger ends, or a little before it. The last transaction up to there may still be open. If it fails, its
     * batch is written further behind, or the session fails, and with it a safe point that is not in effect. For one, this has
     * to be asked before the database is.
     */
    public long ledgerEnd() {
        return ledgerEnd;
    }

    /** Has the next transaction write this safe point into the ledger, and the ledger trimmed. Any thread may call it. */
    public void offer(SafePoint point) {
        offered.set(point);
    }

    /** The last safe point that is in the ledger; null if there is none. Any thread may call it. */
    public @Nullable SafePoint safePoint() {
        return written;
    }

    @Override
    public void close() {
        transactions.close();
        admin.close(Duration.ZERO);
    }

    private void ensure(Destination destination) throws InterruptedException {
        if (destination.refusal() == null) {
            topics.ensure(destination.topic());
        } else {
            topics.ensureDeadLetters(destination.topic(), maximumRecordBytes);
        }
    }

    private void note(Transaction transaction, List<OutboxEvent> events, @Nullable SafePoint point) {
        LedgerRecords.batch(ledger.topic(), events).forEach(record -> send(transaction, record));
        if (point != null) {
            send(transaction, LedgerRecords.safePoint(ledger.topic(), point));
        }
    }

    private void passed(@Nullable SafePoint point) {
        if (point != null) {
            written = point;
            ledger.trim(point.ledgerOffset());
        }
    }

    private void write(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            transactions.run(transaction -> send(transaction, record));
        } catch (EventsRefusedException e) {
            throw new IllegalStateException("a record of the ledger is no event", e);
        }
    }

    private void send(Transaction transaction, ProducerRecord<byte[], byte[]> ledgerRecord) {
        transaction.send(ledgerRecord, offset -> ledgerEnd = offset + 1);
    }

    private static Admin adminOf(KafkaSettings kafka, Transactions transactions) {
        try {
            return Admin.create(kafka.clientProperties());
        } catch (KafkaException e) {
            transactions.close();
            throw e;
        }
    }
}
