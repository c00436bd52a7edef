package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.ledger.LedgerFiller;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.relay.verify.Report.Event;
import com.everyoneslecture.relay.verify.Verification;
import com.everyoneslecture.relay.verify.VerifySettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults that a relay would have to make are made by hand, and found. */
class VerifyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NO_PATIENCE = Duration.ZERO;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestKafka kafka = TestKafka.shared();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayProperties properties = RelayFixture.properties(database, kafka.bootstrapServers());
    private final String topic = RelayFixture.topic(database);

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    @Test
    void isCleanWhereARelayDidItsWork() throws Exception {
        try (RelayFixture relay = new RelayFixture(properties)) {
            relay.startAndStream();
            outbox.appendMany(50, 7);
            outbox.appendInOneTransaction(200, 20);

            Report report = verify(PATIENCE);

            assertThat(report.clean()).as(report.toString()).isTrue();
            assertThat(report.confirmed()).isTrue();
            assertThat(report.rows()).isEqualTo(250);
            assertThat(report.aggregates()).isEqualTo(20);
            assertThat(report.published()).isEqualTo(250);
            assertThat(report.records()).isEqualTo(250);
            assertThat(report.notes()).isEmpty();
        }
    }

    @Test
    void isCleanWhereAnEventWhoseTypeNamesNoTopicIsADeadLetter() throws Exception {
        outbox.execute("alter table outbox drop constraint outbox_aggregatetype_length");
        try (RelayFixture relay = new RelayFixture(properties)) {
            relay.startAndStream();
            outbox.append("no topic!", "key", "{}", null);
            outbox.append("key");

            Report report = verify(PATIENCE);

            assertThat(report.clean()).as(report.toString()).isTrue();
            assertThat(report.rows()).isEqualTo(2);
            assertThat(report.deadLettered().count()).isOne();
        }
    }

    @Test
    void findsWhatIsDoubled() throws Exception {
        UUID first = publishTwoOf("a").get(0);
        send(first, "a", 1, null);

        Report report = verify(NO_PATIENCE);

        assertThat(report.clean()).isFalse();
        assertThat(report.doubled().count()).isOne();
        assertThat(report.doubled().first()).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(first.toString());
            assertThat(event.aggregate()).isEqualTo("category/a");
            assertThat(event.version()).isOne();
        });
        // It follows a later version, but its first record does not.
        assertThat(report.misordered().count()).isZero();
    }

    @Test
    void takesNoReplayForADouble() throws Exception {
        UUID first = publishTwoOf("a").get(0);
        send(first, "a", 1, "2026-11-22T09:30:00Z");

        Report report = verify(NO_PATIENCE);

        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.replayed()).isOne();
    }

    @Test
    void findsWhatIsMisordered() throws Exception {
        publishTwoOf("a");
        UUID third = outbox.append("a");
        UUID fourth = outbox.append("a");
        send(fourth, "a", 4, null);
        send(third, "a", 3, null);

        Report report = verify(NO_PATIENCE);

        assertThat(report.misordered().first()).extracting(Event::id).containsExactly(third.toString());
        assertThat(report.unpublished().count() + report.lost().count()).isZero();
    }

    @Test
    void findsWhatIsMisorderedBetweenAggregatesThatShareAKey() throws Exception {
        publishTwoOf("a");
        UUID third = outbox.append("a");
        UUID ofAnother = outbox.append("b");
        outbox.execute("update outbox set record_key = 'a' where id = '" + ofAnother + "'");
        send(ofAnother, "a", 1, null);
        send(third, "a", 3, null);

        Report report = verify(NO_PATIENCE);

        assertThat(report.misordered().first()).extracting(Event::id).containsExactly(third.toString());
        assertThat(report.aggregates()).isEqualTo(2);
    }

    @Test
    void findsPhantoms() throws Exception {
        publishTwoOf("a");
        UUID phantom = UUID.randomUUID();
        send(phantom, "a", 3, null);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, "not json".getBytes(UTF_8)))
                    .get();
        }

        Report report = verify(NO_PATIENCE);

        assertThat(report.phantom().count()).isEqualTo(2);
        assertThat(report.phantom().first()).extracting(Event::id).containsExactlyInAnyOrder(phantom.toString(), null);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void takesNoEventForAPhantomWhosePartitionIsGone() throws Exception {
        publishTwoOf("a");
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            ProducerRecord<byte[], byte[]> old =
                    new ProducerRecord<>(topic, null, 1_000L, "b".getBytes(UTF_8), "{}".getBytes(UTF_8));
            old.headers().add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
            producer.send(old).get();
        }

        Report report = verify(NO_PATIENCE);

        assertThat(report.older()).isOne();
        assertThat(report.clean()).as(report.toString()).isTrue();
    }

    @Test
    void callsUnpublishedWhatTheSlotHasNotConfirmed() throws Exception {
        publishTwoOf("a");
        UUID late = outbox.append("a");

        Report report = verify(NO_PATIENCE);

        assertThat(report.confirmed()).isFalse();
        assertThat(report.lost().count()).isZero();
        assertThat(report.unpublished().first()).extracting(Event::id).containsExactly(late.toString());
        assertThat(report.notes()).anyMatch(note -> note.contains("has not confirmed"));
        assertThat(report.clean()).isFalse();
    }

    /** A relay takes it from the outbox, or is about to: it is not lost. */
    @Test
    void callsUnpublishedWhatTheSlotHasConfirmedAndNoSafePointCovers() throws Exception {
        publishTwoOf("a");
        UUID passed = outbox.append("최종테스트");

        // The server records its running transactions from time to time; after that, the slot is behind again.
        Report report = await().until(
                        () -> {
                            outbox.execute("select pg_replication_slot_advance('" + RelayFixture.slot(database)
                                    + "', pg_current_wal_insert_lsn())");
                            return verify(NO_PATIENCE);
                        },
                        Report::confirmed);

        assertThat(report.lost().count()).isZero();
        assertThat(report.unpublished().first())
                .containsExactly(new Event(passed.toString(), "category/최종테스트", 1L, null));
        assertThat(report.clean()).isFalse();
    }

    @Test
    void callsLostWhatASafePointCoversAndNoTopicHolds() throws Exception {
        publishTwoOf("a");
        UUID lost = outbox.append("최종테스트");
        String identity = outbox.query("select (select system_identifier from pg_control_system()) || '/1'");
        try (LedgerFiller ledger = new LedgerFiller(kafka.bootstrapServers(), RelayFixture.slot(database), identity)) {
            ledger.safePoint(outbox.query("select pg_current_snapshot()"));
        }
        UUID later = outbox.append("a");

        Report report = verify(NO_PATIENCE);

        assertThat(report.lost().first()).containsExactly(new Event(lost.toString(), "category/최종테스트", 1L, null));
        assertThat(report.unpublished().first()).extracting(Event::id).containsExactly(later.toString());
    }

    @Test
    void callsDeadLetteredWhatIsInADeadLetterTopicOnly() throws Exception {
        publishTwoOf("a");
        UUID dead = outbox.append("a");
        sendTo(topic + ".DLT", dead, "a", 3, null);

        Report report = verify(NO_PATIENCE);

        assertThat(report.deadLettered().first()).extracting(Event::id).containsExactly(dead.toString());
        assertThat(report.clean()).as(report.toString()).isTrue();
    }

    @Test
    void looksOnlyAtWhatOccurredSince() throws Exception {
        UUID first = publishTwoOf("a").get(0);
        send(first, "a", 1, null);
        Instant since = Instant.now();
        UUID late = outbox.append("b");
        send(late, "b", 1, null);

        Report report = verification().run(new VerifySettings(since, NO_PATIENCE, 20));

        assertThat(report.rows()).isOne();
        assertThat(report.clean()).as(report.toString()).isTrue();
    }

    /** Two events of an aggregate, published by a relay that has ended. */
    private List<UUID> publishTwoOf(String aggregateId) {
        try (RelayFixture relay = new RelayFixture(properties);
                TopicFixture records = new TopicFixture(kafka.bootstrapServers(), topic)) {
            relay.startAndStream();
            List<UUID> ids = List.of(outbox.append(aggregateId), outbox.append(aggregateId));
            records.await(ids);
            return ids;
        }
    }

    private void send(UUID id, String key, long version, @Nullable String replayed) throws Exception {
        sendTo(topic, id, key, version, replayed);
    }

    private void sendTo(String to, UUID id, String key, long version, @Nullable String replayed) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            if (!to.equals(topic)) {
                TopicFixture.make(kafka.bootstrapServers(), to);
            }
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(to, key.getBytes(UTF_8), "{}".getBytes(UTF_8));
            record.headers().add("ce_id", id.toString().getBytes(UTF_8));
            record.headers().add("ce_source", "/category".getBytes(UTF_8));
            record.headers().add("ce_aggregateversion", Long.toString(version).getBytes(UTF_8));
            if (replayed != null) {
                record.headers().add("replayed", replayed.getBytes(UTF_8));
            }
            producer.send(record).get();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Report verify(Duration patience) throws Exception {
        return verification().run(new VerifySettings(null, patience, 20));
    }

    private Verification verification() {
        return new Verification(
                properties.database(),
                properties.slot(),
                properties.kafka(),
                properties.routing(),
                (what, done, total) -> {});
    }
}
