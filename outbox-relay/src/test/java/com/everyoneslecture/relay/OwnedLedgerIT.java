package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two database systems whose slots have the same name, and one Kafka. */
@Timeout(180)
class OwnedLedgerIT {

    private static final TestKafka kafka = TestKafka.shared();
    private static TestPostgres ours;

    private final TestDatabase theirDatabase = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestDatabase ourDatabase = ours.create(Schema.CATEGORY);

    @BeforeAll
    static void startServer() {
        ours = TestPostgres.start();
    }

    @AfterAll
    static void stopServer() {
        ours.close();
    }

    @AfterEach
    void dropSlots() {
        new OutboxFixture(theirDatabase).dropSlot();
    }

    @Test
    void haltsAtTheLedgerOfAnotherSystemAndFencesNothing() {
        OutboxFixture outbox = new OutboxFixture(theirDatabase);
        try (RelayFixture owner = RelayFixture.on(theirDatabase, kafka.bootstrapServers());
                RelayFixture stranger = new RelayFixture(ourProperties());
                TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(theirDatabase))) {
            owner.startAndStream();
            outbox.append("1");
            topic.await(outbox.committed());

            stranger.start();
            Halted halted = stranger.await(Halted.class);

            assertThat(halted.cause()).contains(system(theirDatabase)).contains(system(ourDatabase));
            assertThat(halted.remedy()).contains("relay.kafka.name").contains("outbox-relay adopt");
            outbox.append("1");
            ExactlyOnce.in(topic, outbox);
            assertThat(owner.supervisor().state()).isInstanceOf(Streaming.class);
        }
    }

    @Test
    void goesOnWithALedgerThatAnOperatorHasAdopted() throws Exception {
        OutboxFixture theirOutbox = new OutboxFixture(theirDatabase);
        OutboxFixture ourOutbox = new OutboxFixture(ourDatabase);
        try (RelayFixture owner = RelayFixture.on(theirDatabase, kafka.bootstrapServers());
                TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(theirDatabase))) {
            owner.startAndStream();
            theirOutbox.append("1");
            topic.await(theirOutbox.committed());
        }
        try (RelayFixture successor = new RelayFixture(ourProperties());
                TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(theirDatabase))) {
            successor.start();
            successor.await(Halted.class);
            adopt();
            successor.await(Streaming.class);
            ourOutbox.append("2");
            topic.await(ourOutbox.committed());
        }
    }

    private void adopt() throws Exception {
        RelayProperties properties = ourProperties();
        try (KafkaSession kafka = RelayFixture.kafka(properties)) {
            kafka.takeOver(kafka.ledger().head().writers());
            kafka.ledger()
                    .adopt(new ReplicationSlot(new Database(properties.database()), properties.slot())
                            .walSnapshot()
                            .database());
        }
    }

    /** Our database, and their names in Kafka. */
    private RelayProperties ourProperties() {
        return RelayFixture.properties(
                ourDatabase.jdbcUrl(),
                theirDatabase.name(),
                ourDatabase.password("outbox_relay"),
                kafka.bootstrapServers());
    }

    private static String system(TestDatabase database) {
        return new OutboxFixture(database).query("select system_identifier from pg_control_system()");
    }
}
