package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The ledger is lost but the slot exists: the relay continues from the slot. Events that the slot redelivers may be published
 * twice; nothing is lost, and acknowledged events are never published again.
 */
@Timeout(180)
@Tag("captures")
class LedgerLossFaultIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final String slot = RelayFixture.slot(database);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final Counts counts = new Counts();

    /** A past that is published and acknowledged. */
    @BeforeEach
    void publishAPast() {
        try (RelayFixture relay = relay(bootstrapServers)) {
            relay.startAndStream();
            outbox.appendMany(50, 5);
            eventIds(bootstrapServers, outbox.committed());
            outbox.awaitAcknowledged(slot);
        }
    }

    @AfterEach
    void dropSlot() {
        outbox.dropSlot(slot);
    }

    @Test
    void goesOnFromTheSlotWhereTheLedgerWasDeleted() throws Exception {
        outbox.appendMany(50, 5);
        deleteLedger();

        try (RelayFixture next = relay(bootstrapServers);
                TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            next.startAndStream();
            outbox.append("last");
            ExactlyOnce.in(topic, outbox);
        }
        assertLossReported();
    }

    /**
     * A session creates the topic, begins to write to it, and fails: in the next one, the topic's end is after
     * its beginning.
     */
    @Test
    void reportsTheLossWhereAnEarlierSessionMadeTheLedgerAndFailed() throws Exception {
        outbox.appendMany(50, 5);
        deleteLedger();
        abortATransactionInANewLedger();

        try (RelayFixture next = relay(bootstrapServers);
                TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            next.startAndStream();
            outbox.append("last");
            ExactlyOnce.in(topic, outbox);
        }
        assertLossReported();
    }

    @Test
    void publishesAgainOnlyWhatTheSlotDeliversAgain() throws Exception {
        List<UUID> past = List.copyOf(outbox.committed());
        outbox.appendInOneTransaction(50, 5);
        try (MortalRelay dying =
                MortalRelay.thatDies(CrashPoint.AFTER_TRANSACTION_COMMIT, 1, database, bootstrapServers)) {
            dying.awaitDeath();
        }
        deleteLedger();

        try (RelayFixture next = relay(bootstrapServers)) {
            next.startAndStream();
            outbox.append("last");
            List<UUID> published = eventIds(bootstrapServers, outbox.committed());

            assertThat(twice(published)).isNotEmpty().doesNotContainAnyElementsOf(past);
        }
        assertLossReported();
    }

    @Test
    void goesOnFromTheSlotWhereTheClusterIsAnother() {
        List<UUID> past = List.copyOf(outbox.committed());
        outbox.appendMany(50, 5);

        try (TestKafka another = TestKafka.start();
                RelayFixture next = relay(another.bootstrapServers())) {
            next.startAndStream();
            outbox.append("last");
            List<UUID> fresh =
                    outbox.committed().subList(past.size(), outbox.committed().size());

            assertThat(eventIds(another.bootstrapServers(), fresh)).containsExactlyInAnyOrderElementsOf(fresh);
        }
        assertLossReported();
    }

    private RelayFixture relay(String servers) {
        return new RelayFixture(
                RelayFixture.properties(database, servers),
                new Listeners(List.of(counts, new StateLog())),
                ProducerFactory.KAFKA);
    }

    private void assertLossReported() {
        assertThat(counts.ledgersLost()).isEqualTo(1);
        assertThat(counts.recovered()).as("nothing is taken from the outbox").isZero();
    }

    private void abortATransactionInANewLedger() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(ledger(), 1, (short) 1)))
                    .all()
                    .get();
        }
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "failing-" + slot),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(ledger(), new byte[0], new byte[0]))
                    .get();
            producer.abortTransaction();
        }
    }

    private String ledger() {
        return "outbox-relay." + slot + ".ledger";
    }

    private void deleteLedger() throws Exception {
        String ledger = ledger();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteTopics(List.of(ledger)).all().get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(ledger));
        }
    }

    private List<UUID> eventIds(String servers, List<UUID> awaited) {
        try (TopicFixture topic = new TopicFixture(servers, RelayFixture.topic(database))) {
            return topic.await(awaited).stream().map(TopicFixture::eventId).toList();
        }
    }

    private static List<UUID> twice(List<UUID> ids) {
        List<UUID> twice = new ArrayList<>(ids);
        Set<UUID> once = new HashSet<>(ids);
        once.forEach(twice::remove);
        return twice;
    }
}
