package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The slot is one that standbys copy, however it was created. */
@Timeout(120)
class FailoverSlotIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String slot = RelayFixture.slot(database);
    private final OutboxFixture outbox = new OutboxFixture(database);

    @BeforeEach
    void requireFailoverSlots() {
        assumeThat(outbox.serverVersion()).as("PostgreSQL has failover slots").isGreaterThanOrEqualTo(17);
    }

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    @Test
    void makesTheSlotForFailover() {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            assertThat(hasFailover()).isTrue();
        }
    }

    @Test
    void givesFailoverToASlotThatWasMadeWithoutIt() {
        outbox.append("key-1");
        outbox.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        outbox.append("key-1");
        assertThat(hasFailover()).isFalse();

        try (RelayFixture relay = relay();
                TopicFixture topic =
                        new TopicFixture(TestKafka.shared().bootstrapServers(), RelayFixture.topic(database))) {
            relay.startAndStream();
            assertThat(hasFailover()).isTrue();
            outbox.append("key-1");
            ExactlyOnce.in(topic, outbox);
        }
    }

    private boolean hasFailover() {
        return outbox.query("select failover from pg_replication_slots where slot_name = '" + slot + "'")
                .equals("t");
    }

    private RelayFixture relay() {
        return RelayFixture.on(database, TestKafka.shared().bootstrapServers());
    }
}
