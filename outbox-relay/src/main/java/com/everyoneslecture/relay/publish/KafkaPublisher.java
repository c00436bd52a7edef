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
import com.everyoneslecture.relay.routing.Channels;
import com.everyoneslecture.relay.routing.Destination;
import com.everyoneslecture.relay.routing.Detours;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes each batch in a Kafka transaction, together with its entry in the {@link Ledger}. The transactional ids are the
 * slot's, always the same: the next publisher that initializes them fences this one, and aborts what it left open.
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
    private final LedgerSession session;
    private final BatchWriter batches;
    private final int maximumRecordBytes;

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
        this.session = new LedgerSession(ledger, transactions);
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
        LedgerSession.Entry entry = session.entry();
        Published published = batches.publish(events, entry::send);
        entry.committed(events.subList(0, published.events()));
        return published;
    }

    /** Returns the ledger, to be read and written once it is taken over. */
    public LedgerSession ledger() {
        return session;
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

    private static Admin adminOf(KafkaSettings kafka, Transactions transactions) {
        try {
            return Admin.create(kafka.clientProperties());
        } catch (KafkaException e) {
            transactions.close();
            throw e;
        }
    }
}
