package com.everyoneslecture.relay.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.event.RecordHeader;
import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.PartitionCounts;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.ProducerProperties;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.routing.Channels;
import com.everyoneslecture.relay.routing.Destination;
import com.everyoneslecture.relay.routing.Detours;
import com.everyoneslecture.relay.routing.RecordEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Publishes chosen events of the outbox once more, the versions of an aggregate in their order.
 *
 * <p>Each batch is a Kafka transaction: a crash leaves whole batches, never a part of one. It leaves no memory of how far it
 * came either, so the next replay begins anew, and what was replayed is replayed once more. The transactional id is one for
 * all replays of a slot: a second replay ends the first, and neither disturbs the relay.
 */
public final class Replay {

    private static final int BATCH = 2_048;

    private final DatabaseSettings database;
    private final SlotSettings slot;
    private final KafkaSettings kafka;
    private final Channels channels;
    private final ProducerFactory producers;
    private final Clock clock;

    /** Connects to nothing yet. */
    public Replay(
            DatabaseSettings database,
            SlotSettings slot,
            KafkaSettings kafka,
            Channels channels,
            ProducerFactory producers,
            Clock clock) {
        this.database = database;
        this.slot = slot;
        this.kafka = kafka;
        this.channels = channels;
        this.producers = producers;
        this.clock = clock;
    }

    /**
     * What would be published.
     *
     * @throws java.sql.SQLException if the database cannot be asked
     */
    public Plan plan(EventSelection selection) throws Exception {
        return new Planner(new Database(database), slot, detours()).plan(selection);
    }

    /**
     * Returns the topics of a plan that do not exist. A replay creates no topic; the plan must not be run before they exist, because
     * brokers that create topics on request would create them with their own settings.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer in time
     */
    public List<String> missingTopics(Plan plan) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            Set<String> existing = Answers.await(admin.listTopics().names(), kafka.deliveryTimeout());
            return plan.byTopic().keySet().stream()
                    .filter(topic -> !existing.contains(topic))
                    .toList();
        }
    }

    /**
     * Publishes it.
     *
     * @param published told of the number so far, after each commit
     * @throws Exception if the rows cannot be read or a batch cannot be published; the batches before it are published
     */
    public void run(EventSelection selection, LongConsumer published) throws Exception {
        byte[] now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString().getBytes(UTF_8);
        long[] count = new long[1];
        Producer<byte[], byte[]> producer = producers.make(
                ProducerProperties.of(RelayNames.of(slot.name(), kafka).replayTransactionalId(), kafka));
        try {
            producer.initTransactions();
            // Looked up once: a key that is replayed stays in one partition, whatever is added meanwhile.
            Map<String, Integer> partitions = new HashMap<>();
            RecordEncoder encoder = new RecordEncoder((topic, key) -> PartitionCounts.partition(
                    key,
                    partitions.computeIfAbsent(
                            topic, name -> producer.partitionsFor(name).size())));
            Detours detours = detours();
            OutboxTable outbox = new OutboxTable(new Database(database), slot, BATCH);
            outbox.forEachSelected(selection, batch -> {
                publish(producer, detours.of(batch), batch, now, encoder);
                count[0] += batch.size();
                published.accept(count[0]);
            });
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while publishing");
        } finally {
            // Aborts what is open, as far as the brokers can be reached; otherwise they do so by themselves.
            producer.close(Duration.ofSeconds(2));
        }
    }

    // What becomes of a record, the commit of the transaction tells.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void publish(
            Producer<byte[], byte[]> producer,
            List<Destination> destinations,
            List<OutboxEvent> events,
            byte[] now,
            RecordEncoder encoder) {
        producer.beginTransaction();
        for (int i = 0; i < events.size(); i++) {
            ProducerRecord<byte[], byte[]> record = encoder.encode(events.get(i), destinations.get(i));
            record.headers().add(RecordHeader.REPLAYED, now);
            producer.send(record);
        }
        producer.commitTransaction();
    }

    /** As the relay routes an event that no topic has refused yet. */
    private Detours detours() {
        return new Detours(channels, RelayNames.of(slot.name(), kafka).deadLetters(), System::nanoTime);
    }
}
