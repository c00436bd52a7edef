package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.ledger.LedgerFiller;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The doctor's findings if the ledger does not fit the database and its slot. */
@Tag("long")
@Timeout(180)
class DoctorLedgerIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestKafka kafka = TestKafka.shared();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayProperties properties = RelayFixture.properties(database, kafka.bootstrapServers());

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    @Test
    void findsASlotThatWasMadeAnew() {
        publish();
        assertThat(finding("slot's position").status()).isEqualTo(Status.OK);

        outbox.execute("select pg_drop_replication_slot('" + RelayFixture.slot(database) + "')");
        outbox.append("a");
        outbox.execute("select pg_create_logical_replication_slot('" + RelayFixture.slot(database) + "', 'pgoutput')");

        Finding finding = finding("slot's position");
        assertThat(finding.status()).isEqualTo(Status.WARN);
        assertThat(finding.detail()).contains("ahead of the position in the ledger");
        assertThat(finding.advice()).contains("start the relay");
    }

    @Test
    void findsTheLedgerOfAnotherSystem() {
        publish();
        assertThat(finding("owner").status()).isEqualTo(Status.OK);

        try (LedgerFiller filler = new LedgerFiller(kafka.bootstrapServers(), RelayFixture.slot(database), "4711/1")) {
            filler.add(UUID.randomUUID(), 1_000);
        }

        Finding finding = finding("owner");
        assertThat(finding.status()).isEqualTo(Status.FAIL);
        assertThat(finding.detail()).contains("4711");
        assertThat(finding.fix()).isEqualTo("outbox-relay adopt");
    }

    @Test
    void findsARecordThatNoRelayWrote() throws Exception {
        publish();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            "outbox-relay." + RelayFixture.slot(database) + ".ledger", 0, null, new byte[] {1}))
                    .get();
        }

        Finding finding = finding("records");
        assertThat(finding.status()).isEqualTo(Status.FAIL);
        assertThat(finding.advice()).contains("kafka-delete-records");
        try (RelayFixture relay = new RelayFixture(properties).start()) {
            assertThat(relay.await(RelayState.Halted.class).remedy()).contains("kafka-delete-records");
        }
    }

    private void publish() {
        try (RelayFixture relay = new RelayFixture(properties);
                TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
            relay.startAndStream();
            outbox.append("a");
            topic.await(outbox.committed());
        }
    }

    private Finding finding(String check) {
        return new Examination(properties).finding("ledger", check);
    }
}
