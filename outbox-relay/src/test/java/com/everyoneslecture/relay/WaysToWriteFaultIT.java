package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rows that share positions in the log, or are written long before they commit: multi-row inserts, {@code INSERT … SELECT} and
 * {@code COPY}, and long transactions among short ones. The relay dies in the middle of them.
 */
@Tag("long")
@Timeout(180)
@Tag("captures")
class WaysToWriteFaultIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final Counts counts = new Counts();

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    /** Dies with a committed transaction that the slot redelivers. */
    @Test
    void publishesOnceWhateverTheWayItWasWrittenAndTheRelayDies() throws Exception {
        publishesOnce(CrashPoint.AFTER_TRANSACTION_COMMIT);
    }

    @Test
    @Tag("long")
    void publishesOnceWhateverTheWayItWasWrittenAndWhereverTheRelayDies() throws Exception {
        publishesOnce(CrashPoint.values());
    }

    private void publishesOnce(CrashPoint... points) throws Exception {
        try (OutboxTransaction longest = outbox.begin();
                OutboxTransaction longer = outbox.begin();
                OutboxTransaction brief = outbox.begin()) {
            brief.insert("brief", 1);
            brief.commit();
            for (CrashPoint point : points) {
                try (MortalRelay dying = MortalRelay.thatDies(point, 5, database, bootstrapServers)) {
                    outbox.awaitStreaming(RelayFixture.slot(database));
                    longest.insert("longest", 3);
                    do {
                        longest.copy("longest", 20);
                        writeInterleaved(longer, brief);
                    } while (dying.process().isAlive());
                    dying.awaitDeath();
                }
                longest.insertSelected("longest", 20);
                writeInterleaved(longer, brief);
                longest.commit();
            }
        }
        try (RelayFixture next = relay()) {
            next.startAndStream();
            outbox.append("last");
            try (TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
                ExactlyOnce.in(topic, outbox);
            }
        }
        assertThat(counts.skipped()).as("published before the last death").isPositive();
    }

    /** Begins the longer one first, commits it last, and rolls back rows and savepoints in between. */
    private static void writeInterleaved(OutboxTransaction longer, OutboxTransaction brief) throws Exception {
        longer.insertTogether("longer", 7);
        brief.insert("brief", 2);
        brief.commit();
        longer.insertAndTakeBack("longer", 5);
        brief.insertTogether("brief", 9);
        brief.rollBack();
        brief.insertSelected("brief", 15);
        longer.insertSelected("longer", 15);
        brief.commit();
        brief.copy("brief", 30);
        longer.copy("longer", 30);
        brief.commit();
        longer.commit();
    }

    private RelayFixture relay() {
        return new RelayFixture(
                RelayFixture.properties(database, bootstrapServers),
                new Listeners(List.of(counts, new StateLog())),
                ProducerFactory.KAFKA);
    }
}
