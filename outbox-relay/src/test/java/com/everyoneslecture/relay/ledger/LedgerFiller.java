package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.kafka.RelayNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes batches into a ledger that no relay has published. */
public final class LedgerFiller implements AutoCloseable {

    private static final int EVENTS_IN_A_RECORD = 30_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final String database;

    /** @param database system and timeline */
    public LedgerFiller(String bootstrapServers, String slot, String database) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topic = new RelayNames(slot).ledger();
        this.database = database;
        make(bootstrapServers);
    }

    private void make(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            if (!admin.listTopics().names().get().contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(topic, e);
        }
    }

    /** Writes complete transactions with this number of events each, from a transaction id on. */
    public void fill(long firstTransaction, int transactions, int eventsEach) {
        List<OutboxEvent> batch = new ArrayList<>();
        for (int transaction = 0; transaction < transactions; transaction++) {
            for (int event = 1; event <= eventsEach; event++) {
                batch.add(event(UUID.randomUUID(), firstTransaction + transaction, event == eventsEach ? 1 : 0));
            }
            if (batch.size() >= EVENTS_IN_A_RECORD) {
                write(batch);
                batch.clear();
            }
        }
        write(batch);
    }

    /** Writes one event of a transaction that is not whole. */
    public void add(UUID id, long transaction) {
        write(List.of(event(id, transaction, 0)));
    }

    /** Writes a safe point without a check. */
    @SuppressWarnings("FutureReturnValueIgnored") // close() waits for it
    public void safePoint(String snapshot) {
        producer.send(LedgerRecords.safePoint(topic, new SafePoint(0, database, snapshot, 1, 1), List.of()));
    }

    @Override
    public void close() {
        producer.close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // close() waits for all of them
    private void write(List<OutboxEvent> events) {
        LedgerRecords.batch(topic, database, events).forEach(producer::send);
    }

    private static OutboxEvent event(UUID id, long transaction, long end) {
        return new OutboxEvent(
                id, "category", Bytes.of("1"), 1, "Changed", EventContent.text("{}"), 1, null, null, transaction, end);
    }
}
