package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.kafka.BootstrapServers;
import com.everyoneslecture.relay.kafka.InSyncReplicas;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.PartitionCounts;
import com.everyoneslecture.relay.kafka.PartitionWatch;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.ProducerProperties;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.kafka.Topics;
import com.everyoneslecture.relay.ledger.Ledger;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.LedgerRecords;
import com.everyoneslecture.relay.ledger.PublishedTally;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.routing.Channels;
import com.everyoneslecture.relay.routing.Destination;
import com.everyoneslecture.relay.routing.Detours;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
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
    private final PublishedTally tally = new PublishedTally();
    private final AtomicReference<@Nullable SafePoint> offered = new AtomicReference<>();
    private volatile @Nullable SafePoint written;
    private volatile long ledgerEnd;
    private String database = "";
    private @Nullable UUID lastPublished;

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
        BootstrapServers.requireKnown(kafka.bootstrapServers());
        RelayNames names = RelayNames.of(slot, kafka);
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
     * Takes over: an earlier publisher of this slot can publish no more, and what it left open is aborted. Only the owner of the
     * slot may do this, or two relays would fence each other forever.
     *
     * @throws KafkaException if the brokers do not answer in time, or refuse
     */
    public void takeOver() {
        transactions.takeOver();
    }

    /**
     * Reads what the ledger is, once it is taken over.
     *
     * @throws KafkaException if the brokers do not answer in time
     */
    public LedgerHead head() {
        LedgerHead head = ledger.head();
        ledgerEnd = head.end();
        written = head.safePoint();
        lastPublished = head.witnesses().isEmpty() ? null : head.witnesses().get(0);
        return head;
    }

    /**
     * Reads which events are published. From now on, batches are written as those of this database.
     *
     * @param ofDatabase the system and timeline
     * @param trusted whether the transaction ids of a batch still stand for the same transactions, by its database and
     *     position
     */
    public LedgerContents published(String ofDatabase, BiPredicate<String, Long> trusted) {
        database = ofDatabase;
        return ledger.contents(tally, trusted);
    }

    /** Reads the ids of all events that the ledger names, 16 bytes each, to its end as of now. */
    public void forEachPublished(Consumer<ByteBuffer> ids) {
        ledger.ids(ids);
    }

    /** Counts what is published by the snapshots that cover it. */
    public PublishedTally tally() {
        return tally;
    }

    /** Returns whether none of the configured topics has ever had a record. */
    public boolean topicsAreUntouched() throws InterruptedException {
        return topics.areUntouched(channels.configuredTopics());
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
        long[] offsets = {Long.MAX_VALUE, 0};
        Published published = batches.publish(events, (transaction, part) -> note(transaction, part, point, offsets));
        List<OutboxEvent> part = events.subList(0, published.events());
        tally.add(part, offsets[0]);
        ledgerEnd = offsets[1];
        lastPublished = part.get(part.size() - 1).id();
        passed(point);
        return published;
    }

    /** Notes that the slot is about to be made anew. After its return a crash leaves the note. */
    public void recoveryDue(RecoveryDue due) throws InterruptedException {
        write(List.of(LedgerRecords.recoveryDue(ledger.topic(), due)));
    }

    /** Notes that the ledger does not reach back to the first event: its first safe point cannot be checked. */
    public void baseline() throws InterruptedException {
        write(List.of(LedgerRecords.baseline(ledger.topic())));
    }

    /** Notes that a database goes on where the one that the ledger belongs to has ended, as an operator declares. */
    public void adopt(String byDatabase) throws InterruptedException {
        write(List.of(LedgerRecords.adopted(ledger.topic(), byDatabase)));
    }

    /** Returns the name of the ledger's topic. */
    public String ledgerTopic() {
        return ledger.topic();
    }

    /** Notes how far the slot is confirmed, in bytes of its log: everything before is published. */
    public void position(long confirmedLsn) throws InterruptedException {
        write(List.of(LedgerRecords.position(ledger.topic(), database, confirmedLsn)));
    }

    /**
     * Notes that every row is published that the slot does not hold.
     *
     * @param confirmedLsn how far the slot was confirmed when the recovery began, in bytes
     */
    public void recoveryDone(long confirmedLsn) throws InterruptedException {
        write(List.of(
                LedgerRecords.recoveryDone(ledger.topic()),
                LedgerRecords.position(ledger.topic(), database, confirmedLsn)));
    }

    /**
     * Returns where the ledger ends, but for the batch that is being published: every batch before it is counted by
     * {@link #tally()}. For a safe point it has to be read before the database is. Any thread may call it.
     */
    public long ledgerEnd() {
        return ledgerEnd;
    }

    /** Has the next transaction write this safe point into the ledger, and the ledger trimmed. Any thread may call it. */
    public void offer(SafePoint point) {
        offered.set(point);
    }

    /** Writes the safe point that was offered, if no batch has taken it along yet. */
    public void writeOffered() throws InterruptedException {
        SafePoint point = offered.getAndSet(null);
        if (point != null) {
            write(List.of(LedgerRecords.safePoint(ledger.topic(), point, lastPublished)));
            passed(point);
        }
    }

    /** Forgets the safe point that was found in the ledger: it means nothing in this database. */
    public void distrustSafePoint() {
        written = null;
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

    /** Called for each attempt, of which the last is committed. */
    private void note(Transaction transaction, List<OutboxEvent> events, @Nullable SafePoint point, long[] offsets) {
        offsets[0] = Long.MAX_VALUE;
        LedgerRecords.batch(ledger.topic(), database, events).forEach(record -> send(transaction, record, offsets));
        if (point != null) {
            send(transaction, LedgerRecords.safePoint(ledger.topic(), point, lastPublished), offsets);
        }
    }

    private void passed(@Nullable SafePoint point) {
        if (point != null) {
            written = point;
            ledger.trim(point.ledgerOffset());
        }
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        try {
            long[] offsets = {Long.MAX_VALUE, 0};
            transactions.run(transaction -> records.forEach(record -> send(transaction, record, offsets)));
            ledgerEnd = offsets[1];
        } catch (EventsRefusedException e) {
            throw new IllegalStateException("a record of the ledger is no event", e);
        }
    }

    /** Keeps where the first of the records is in the ledger, and where the last of them ends. */
    private static void send(Transaction transaction, ProducerRecord<byte[], byte[]> ledgerRecord, long[] offsets) {
        transaction.send(ledgerRecord, offset -> {
            offsets[0] = Math.min(offsets[0], offset);
            offsets[1] = offset + 1;
        });
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
