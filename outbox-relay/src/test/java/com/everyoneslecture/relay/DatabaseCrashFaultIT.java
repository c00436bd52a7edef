package com.everyoneslecture.relay;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * After a crash of the server, the slot is at its position on disk, which is behind the confirmed one. So the slot redelivers
 * events that are seconds older than those in flight, and the ledger must still name them.
 */
@Tag("long")
@Timeout(240)
@Tag("captures")
class DatabaseCrashFaultIT {

    @Test
    void publishesOnceThoughACrashTakesTheSlotBack() throws Exception {
        // Databases of two servers may have the same name, and topics are named after them, so the test needs a
        // separate broker, too.
        try (TestPostgres postgres = TestPostgres.start();
                TestKafka kafka = TestKafka.start()) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            OutboxFixture outbox = new OutboxFixture(database);
            Counts counts = new Counts();
            String bootstrapServers = kafka.bootstrapServers();
            try (RelayFixture relay = new RelayFixture(
                            RelayFixture.properties(database, bootstrapServers),
                            new Listeners(List.of(counts, new StateLog())),
                            ProducerFactory.KAFKA);
                    TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
                relay.startAndStream();
                for (int crash = 0; crash < 3; crash++) {
                    // Published and confirmed in several probes, without a reason for the server to write the slot.
                    for (int round = 0; round < 6; round++) {
                        outbox.appendMany(5, 3);
                        topic.await(outbox.committed());
                        counts.awaitProbes(2);
                    }
                    postgres.server().kill();
                    postgres.server().start();
                    outbox.append("after");
                    relay.await(Streaming.class);
                    topic.await(outbox.committed());
                }
                ExactlyOnce.in(topic, outbox);
            }
        }
    }
}
