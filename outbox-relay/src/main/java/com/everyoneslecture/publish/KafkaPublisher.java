package com.everyoneslecture.publish;

import com.everyoneslecture.capture.OutboxEvent;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes each batch in a Kafka transaction, together with the ids of its events for the {@link Ledger}. The
 * transactional id is the slot's, always the same: who initializes it next fences this one, and ends what it left open.
 *
 * <p>A transaction that fails is not mended here: the publisher has to be closed, and the next one begins with what the
 * ledger says.
 */
public final class KafkaPublisher implements Publisher {

    /** After so long the brokers abort what a frozen relay has left open, so that consumers can read on. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;

    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final Channels channels;
    private final Topics topics;
    private final Ledger ledger;
    private final AtomicReference<@Nullable SafePoint> effective = new AtomicReference<>();
    private volatile long ledgerEnd;

    /**
     * Opens the clients; {@link #ensureTopics()} is the first that talks to the brokers.
     *
     * @param slot whose events are published; names the transactional id and the ledger
     * @param producers makes the producer
     * @throws KafkaException if a client refuses its configuration
     */
    public KafkaPublisher(
            String slot,
            KafkaSettings kafka,
            TopicSettings topicSettings,
            Channels channels,
            ProducerFactory producers) {
        this.channels = channels;
        this.producer = producers.make(producerProperties(slot, kafka));
        this.admin = adminOf(kafka, producer);
        this.topics = new Topics(admin, topicSettings, kafka.deliveryTimeout());
        this.ledger = new Ledger(slot, kafka, admin);
    }

    /**
     * Makes the ledger and the topics of the configured channels, where they are missing.
     *
     * @throws KafkaException if one cannot be made, or the brokers do not answer in time
     */
    public void ensureTopics() throws InterruptedException {
        ledger.ensure(topics);
        for (String topic : channels.configuredTopics()) {
            topics.ensure(topic);
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
        producer.initTransactions();
        LedgerContents contents = ledger.read();
        ledgerEnd = contents.end();
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
    public void publish(List<OutboxEvent> events) throws InterruptedException {
        SafePoint point = effective.getAndSet(null);
        inTransaction(refusal -> {
            for (OutboxEvent event : events) {
                ChannelSettings channel = channels.of(event.aggregateType());
                topics.ensure(channel.destination());
                send(RecordEncoder.encode(event, channel), refusal);
            }
            LedgerRecords.batch(ledger.topic(), events).forEach(record -> sendToLedger(record, refusal));
            if (point != null) {
                sendToLedger(LedgerRecords.safePoint(ledger.topic(), point), refusal);
            }
        });
        if (point != null) {
            ledger.trim(point.ledgerOffset());
        }
    }

    /** Notes that the slot is about to be made anew. After its return a crash leaves the note. */
    public void recoveryDue(RecoveryDue due) throws InterruptedException {
        inTransaction(refusal -> sendToLedger(LedgerRecords.recoveryDue(ledger.topic(), due), refusal));
    }

    /** Notes that every row that is not in the slot is published. */
    public void recoveryDone() throws InterruptedException {
        inTransaction(refusal -> sendToLedger(LedgerRecords.recoveryDone(ledger.topic()), refusal));
    }

    /**
     * Where the ledger ends, or a little before it. The last transaction up to there may still be open; if it fails, so does
     * the session, and with it a safe point that is not in effect. For one, this has to be asked before the database is.
     */
    public long ledgerEnd() {
        return ledgerEnd;
    }

    /** Has the next transaction write this safe point into the ledger, and the ledger trimmed. Any thread may call it. */
    public void offer(SafePoint point) {
        effective.set(point);
    }

    @Override
    public void close() {
        // Nothing to wait for: what is not committed by now comes again from the slot.
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }

    /** @throws KafkaException the most telling of what went wrong: what a record was refused for rather than a neighbour's */
    private void inTransaction(Work work) throws InterruptedException {
        Refusal refusal = new Refusal();
        try {
            producer.beginTransaction();
            work.in(refusal);
            producer.commitTransaction();
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while publishing");
        } catch (KafkaException e) {
            throw refusal.orElse(e);
        }
    }

    private static Admin adminOf(KafkaSettings kafka, Producer<byte[], byte[]> producer) {
        try {
            return Admin.create(kafka.clientProperties());
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    // What becomes of a record the callback hears, and the commit of the transaction asks again.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record, Refusal refusal) {
        producer.send(record, (metadata, failure) -> refusal.note(failure));
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void sendToLedger(ProducerRecord<byte[], byte[]> record, Refusal refusal) {
        producer.send(record, (metadata, failure) -> {
            refusal.note(failure);
            if (failure == null) {
                ledgerEnd = metadata.offset() + 1;
            }
        });
    }

    private static Properties producerProperties(String slot, KafkaSettings kafka) {
        Properties producer = kafka.clientProperties();
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "outbox-relay." + slot);
        producer.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(kafka.deliveryTimeout().toMillis()));
        // Waits that come before a record is under way count as well, and so does the wait for the commit.
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, kafka.deliveryTimeout().toMillis());
        // A batch is handed over whole; there is nothing more to linger for.
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        return producer;
    }

    @FunctionalInterface
    private interface Work {
        void in(Refusal refusal) throws InterruptedException;
    }

    /** Why a record was refused: the first of a batch, for its neighbours fail with it and only say so. */
    private static final class Refusal {
        private final AtomicReference<@Nullable ApiException> first = new AtomicReference<>();

        /** Called by the producer's thread. */
        void note(@Nullable Exception failure) {
            if (failure instanceof ApiException refused) {
                first.compareAndSet(null, refused);
            }
        }

        KafkaException orElse(KafkaException other) {
            ApiException noted = first.get();
            return noted == null ? other : noted;
        }
    }
}
