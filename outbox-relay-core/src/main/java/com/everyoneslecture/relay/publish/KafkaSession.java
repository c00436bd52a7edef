package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.outbox.kafka.BootstrapServers;
import com.everyoneslecture.relay.kafka.InSyncReplicas;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.PartitionWatch;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.ProducerProperties;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.kafka.Topics;
import com.everyoneslecture.relay.kafka.TransactionLog;
import com.everyoneslecture.relay.ledger.Ledger;
import com.everyoneslecture.relay.ledger.LedgerWriter;
import com.everyoneslecture.relay.routing.DeadLetterRouting;
import com.everyoneslecture.relay.routing.Destination;
import com.everyoneslecture.relay.routing.RecordEncoder;
import com.everyoneslecture.relay.routing.Routes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka side of one session of the relay: the clients, the topics, the ledger and the publisher. The transactional
 * ids belong to the slot and never change: the relay that initializes them last fences all others and aborts what they
 * left open.
 */
public final class KafkaSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSession.class);

    private static final long MARKER_POLL_MILLIS = 50;

    private final Admin admin;
    private final Transactions transactions;
    private final Routes routes;
    private final Topics topics;
    private final InSyncReplicas inSync;
    private final TransactionLog transactionLog;
    private final PublisherState state;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final KafkaPublisher publisher;
    private final HangingTransactions hanging;
    private final int maximumRecordBytes;
    private final Duration patience;
    private final @Nullable String ownWriter;

    /**
     * Opens the clients; {@link #ensureTopics()} is the first method that connects to the brokers.
     *
     * @param slot the slot whose events are published; names the transactional id and the ledger
     * @param producers creates a producer for each transactional id
     * @param state the state of the previous session
     * @throws KafkaException if a client rejects its configuration
     * @throws UncheckedIOException if no broker address resolves, which may be temporary
     */
    public KafkaSession(
            String slot,
            KafkaSettings kafka,
            TopicSettings topicSettings,
            Routes routes,
            ProducerFactory producers,
            PublisherState state) {
        BootstrapServers.requireKnown(kafka.bootstrapServers());
        RelayNames names = RelayNames.of(slot, kafka);
        this.routes = routes;
        this.transactions = Transactions.of(
                names.transactionalIds(),
                id -> producers.make(ProducerProperties.of(id, kafka)),
                new ProducerRecord<>(names.ledger(), 0, new byte[0], new byte[0]),
                System::nanoTime);
        this.admin = adminOf(kafka, transactions);
        this.state = state;
        this.patience = kafka.deliveryTimeout();
        this.ownWriter = producers.writer();
        this.transactionLog = new TransactionLog(admin, kafka.deliveryTimeout());
        this.inSync = new InSyncReplicas(admin, kafka.deliveryTimeout());
        this.topics = new Topics(
                admin,
                topicSettings,
                topic -> routes.topic(topic, topicSettings),
                kafka.deliveryTimeout(),
                state.partitions(),
                state.unconfiguredTopics());
        this.ledger = new Ledger(slot, kafka, admin);
        this.hanging = new HangingTransactions(
                new HangingTransactions.Cluster(admin, kafka.deliveryTimeout()), new TopicPartition(names.ledger(), 0));
        this.writer = new LedgerWriter(ledger, transactions::append);
        this.maximumRecordBytes = ProducerProperties.maximumRecordBytes(kafka);
        this.publisher = new KafkaPublisher(
                transactions,
                new BatchWriter(
                        transactions,
                        new DeadLetterRouting(routes, names.deadLetters(), System::nanoTime),
                        this::ensure,
                        new RecordEncoder(state.partitions()::partition),
                        state,
                        kafka.deliveryTimeout(),
                        System::nanoTime),
                writer,
                new PartitionWatch(
                        state.partitions(),
                        known -> admin.describeTopics(known).topicNameValues(),
                        kafka.partitionInterval(),
                        System::nanoTime));
    }

    /** Returns the publisher; use it only after a takeover. */
    public Publisher publisher() {
        return publisher;
    }

    /** Returns the ledger; write to it only after a takeover. */
    public LedgerWriter ledger() {
        return writer;
    }

    /**
     * Creates the ledger and the topics of the routes, if they are missing. After a timeout it also requires that the topics
     * accept records again.
     *
     * @throws KafkaException if one cannot be created or does not accept records, or the brokers do not respond in time
     */
    public void ensureTopics() throws InterruptedException {
        ledger.ensure(topics);
        ensureRoutes();
        if (!state.timedOut().isEmpty()) {
            inSync.require(Set.of(ledger.topic()));
            inSync.require(state.timedOut());
            state.timedOut().clear();
        }
    }

    /**
     * Takes over: fences earlier publishers of this slot and aborts their open transactions. Also aborts hanging transactions,
     * of which no {@code read_committed} consumer has received any record. Only the owner of the slot may do this; otherwise
     * two relays would fence each other forever.
     *
     * <p>Afterwards this session knows the partitions of its topics at least as well as the publishers that it fenced: partitions may
     * have been added while it stood by, and a key that has moved to one of them must not move back.
     *
     * <p>Also fences the ids of other programs that have published for this ledger, whether or not their note of the id was readable
     * when the ledger was read. If this program publishes under a separate id ({@link ProducerFactory#writer}), the ledger contains it
     * when this method returns.
     *
     * @param earlierWriters the transactional ids that the ledger names
     * @throws KafkaException if the brokers do not respond in time, or reject the request;
     *     {@link com.everyoneslecture.relay.kafka.NoTransactionsException} if they do not support transactions
     * @throws InterruptedException if the thread was interrupted
     */
    public void takeOver(Set<String> earlierWriters) throws InterruptedException {
        try {
            transactions.takeOver();
        } catch (TimeoutException e) {
            transactionLog.require();
            throw e;
        }
        Set<String> fenced = new HashSet<>();
        boolean unused = fence(earlierWriters, fenced);
        Map<String, Set<TopicPartition>> found = hanging.find(transactions.ids());
        for (Map.Entry<String, Set<TopicPartition>> one : found.entrySet()) {
            LOG.atWarn()
                    .addKeyValue("transactionalId", one.getKey())
                    .addKeyValue("partitions", one.getValue())
                    .log(
                            "a transaction hangs that the brokers had completed without writing its markers; it is aborted, and its"
                                    + " events are published again");
            transactions.abort(one.getKey(), one.getValue());
        }
        if (!found.isEmpty()) {
            awaitMarkers();
        }
        if (ownWriter != null) {
            // Before it waits for what others have written: this commit ends a transaction of the same id that hangs.
            writer.writer(ownWriter);
        }
        while (fence(writer.writersUpTo(endOfLedger()), fenced)) {
            LOG.atInfo()
                    .addKeyValue("transactionalIds", fenced)
                    .log("fenced programs that have published for this ledger");
        }
        // Only now: until it was fenced, an earlier publisher could begin to use added partitions.
        topics.refresh();
        ensureRoutes();
    }

    private void ensureRoutes() throws InterruptedException {
        for (String topic : routes.configuredTopics()) {
            topics.ensure(topic);
        }
    }

    /**
     * Returns when nothing hangs any more. An abort returns before its markers are written, and until then the ledger seems to end before
     * the transaction that hung, although later ones may have committed.
     */
    private void awaitMarkers() throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!hanging.find(transactions.ids()).isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new TimeoutException("the brokers have not ended the transactions that hang");
            }
            Thread.sleep(MARKER_POLL_MILLIS);
        }
    }

    /** Returns whether there was one among them that was not fenced yet. */
    private boolean fence(Set<String> writers, Set<String> fenced) throws InterruptedException {
        Set<String> others = new HashSet<>(writers);
        others.remove(ownWriter);
        others.removeAll(fenced);
        if (!others.isEmpty()) {
            Answers.await(admin.fenceProducers(others).all(), patience);
        }
        return fenced.addAll(others);
    }

    /** Of all records: also of those that are not readable, because their transactions are open or their markers are missing. */
    private long endOfLedger() throws InterruptedException {
        TopicPartition partition = new TopicPartition(ledger.topic(), 0);
        return Answers.await(
                        admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition),
                        patience)
                .offset();
    }

    /**
     * Returns whether none of the topics has ever had a record: those of the routes, and those of some aggregate types without
     * a route.
     *
     * @throws KafkaException if the brokers do not respond in time
     */
    public boolean topicsAreUntouched(Collection<String> aggregateTypes) throws InterruptedException {
        Set<String> all = new HashSet<>(routes.configuredTopics());
        aggregateTypes.forEach(type -> routes.topicOtherwise(type).ifPresent(all::add));
        return topics.areUntouched(all);
    }

    /**
     * Returns if the brokers answer.
     *
     * @throws KafkaException if they do not
     */
    public void probe() throws InterruptedException {
        topics.probe();
    }

    /**
     * Returns if the brokers respond, and prepares a takeover: opens connections, and fetches the locations of the partitions
     * of its topics.
     *
     * @throws KafkaException if they do not respond
     */
    public void warmUp() throws InterruptedException {
        probe();
        Set<String> all = new HashSet<>(routes.configuredTopics());
        all.add(ledger.topic());
        transactions.warmUp(all);
    }

    /** Ends at once. A batch that another thread is publishing fails. Closing twice is allowed. */
    @Override
    public void close() {
        publisher.close();
        ledger.close();
        admin.close(Duration.ZERO);
    }

    private void ensure(Destination destination) throws InterruptedException {
        if (destination.rejection() == null) {
            topics.ensureOfEvents(destination.topic());
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
