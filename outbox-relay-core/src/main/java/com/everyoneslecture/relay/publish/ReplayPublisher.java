package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.PartitionCounts;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.ProducerProperties;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.kafka.Topics;
import com.everyoneslecture.relay.routing.DeadLetter;
import com.everyoneslecture.relay.routing.DeadLetterRouting;
import com.everyoneslecture.relay.routing.Destination;
import com.everyoneslecture.relay.routing.RecordEncoder;
import com.everyoneslecture.relay.routing.Rejection;
import com.everyoneslecture.relay.routing.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;

/**
 * Publishes events once more, each with a mark, without an entry in the ledger.
 *
 * <p>The commit point is the commit of each part's transaction. After a crash before it, no {@code read_committed} consumer
 * receives any record of the part; after a crash later than that, the part and those before it are published.
 *
 * <p>Used by one thread.
 */
public final class ReplayPublisher implements AutoCloseable {

    /** The time for which a close waits for brokers, to abort an open transaction. They abort it by themselves later. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Transactions transactions;
    private final Admin admin;
    private final Topics topics;
    private final int maximumRecordBytes;
    private final BatchWriter batches;
    private final Map<String, Integer> partitions = new HashMap<>();

    /**
     * Opens the clients and fences an earlier replay of the same slot.
     *
     * @param mark the header that distinguishes a replayed record from the first one
     * @throws KafkaException if a client rejects its configuration, or the brokers do not respond in time
     * @throws InterruptedException if the thread was interrupted
     */
    public ReplayPublisher(
            RelayNames names,
            KafkaSettings kafka,
            TopicSettings topicSettings,
            Routes routes,
            ProducerFactory producers,
            Header mark)
            throws InterruptedException {
        String id = names.replayTransactionalId();
        producer = producers.make(ProducerProperties.of(id, kafka));
        transactions = Transactions.of(
                List.of(id),
                only -> producer,
                new ProducerRecord<>(names.ledger(), 0, new byte[0], new byte[0]),
                System::nanoTime);
        try {
            transactions.takeOver();
            admin = Admin.create(kafka.clientProperties());
        } catch (KafkaException | InterruptedException e) {
            producer.close(CLOSE_PATIENCE);
            throw e;
        }
        PublisherState state = new PublisherState();
        topics = new Topics(
                admin,
                topicSettings,
                topic -> routes.topic(topic, topicSettings),
                kafka.deliveryTimeout(),
                state.partitions(),
                state.unconfiguredTopics());
        maximumRecordBytes = ProducerProperties.maximumRecordBytes(kafka);
        batches = new BatchWriter(
                transactions,
                new DeadLetterRouting(routes, names.deadLetters(), System::nanoTime),
                this::ensure,
                new RecordEncoder(this::partition, List.of(mark)),
                state,
                kafka.deliveryTimeout(),
                System::nanoTime);
    }

    /**
     * Publishes all events in their order. Returns those that Kafka rejected permanently, which became dead letters.
     *
     * @throws TopicNotWritableException if the relay may not write to the topic of an event; nothing is published of the part
     *     with this event
     * @throws KafkaException if a transaction did not commit, or its outcome is unknown; close this publisher then
     */
    public List<DeadLetter> publish(List<OutboxEvent> events) throws InterruptedException {
        List<DeadLetter> letters = new ArrayList<>(0);
        for (int done = 0; done < events.size(); ) {
            Published part = batches.publish(events.subList(done, events.size()), (transaction, published) -> {});
            letters.addAll(part.letters());
            done += part.events();
        }
        return letters;
    }

    /** Aborts an open transaction, if the brokers are reachable; otherwise they abort it by themselves. */
    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
        admin.close(Duration.ZERO);
    }

    /**
     * Creates no topic of events. A topic for dead letters is missing only if the relay has not needed it yet.
     *
     * <p>An operator has to allow writes to a topic without the permission: as dead letters, all of its events would have to be
     * replayed again.
     */
    private void ensure(Destination destination) throws InterruptedException {
        Rejection rejection = destination.rejection();
        if (rejection != null) {
            if (rejection.isOfMissingRight()) {
                throw new TopicNotWritableException(destination.route().topic(), rejection.failure());
            }
            topics.ensureDeadLetters(destination.topic(), maximumRecordBytes);
        }
        // Done here, because a failure while a record is encoded would count as a failure of the event.
        partitions(destination.topic());
    }

    private Integer partition(String topic, byte[] key) {
        return PartitionCounts.partition(key, partitions(topic));
    }

    /** Determined once, so that a replayed key stays in one partition even if partitions are added meanwhile. */
    private int partitions(String topic) {
        return partitions.computeIfAbsent(
                topic, name -> producer.partitionsFor(name).size());
    }
}
