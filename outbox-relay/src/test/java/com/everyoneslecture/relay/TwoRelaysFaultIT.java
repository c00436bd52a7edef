package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.RelayState.Backoff;
import com.everyoneslecture.relay.RelayState.Streaming;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two relays on one slot. */
@Timeout(180)
class TwoRelaysFaultIT {

    private final String bootstrapServers = TestKafka.shared().bootstrapServers();

    @Test
    void takesOverFromAFrozenRelayAndNothingDoublesWhenThatWakes() throws Exception {
        // So long the server waits for a sign of life from who streams.
        try (TestPostgres postgres = TestPostgres.start(Map.of("wal_sender_timeout", "4s"))) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            OutboxFixture outbox = new OutboxFixture(database);
            try (MortalRelay frozen = MortalRelay.thatLives(database, bootstrapServers);
                    RelayFixture successor = RelayFixture.on(database, bootstrapServers);
                    TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
                outbox.appendMany(50, 5);
                topic.await(outbox.committed());
                signal("STOP", frozen);
                outbox.appendMany(50, 5);

                successor.start();
                assertThat(successor.await(Backoff.class).cause()).contains("in use");
                successor.await(Streaming.class);
                outbox.appendMany(50, 5);
                topic.await(outbox.committed());

                signal("CONT", frozen);
                outbox.appendMany(50, 5);
                topic.await(outbox.committed());
                // The woken one has looked again by now and found the slot taken; it must not have published anything.
                outbox.appendInOneTransaction(5_000, 5);
                ExactlyOnce.in(topic, outbox);
                assertThat(successor.supervisor().state()).isInstanceOf(Streaming.class);
                assertThat(frozen.process().isAlive()).isTrue();
            }
        }
    }

    private static void signal(String name, MortalRelay relay) throws IOException, InterruptedException {
        String pid = String.valueOf(relay.process().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
