package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.publish.ProducerFactory;
import com.everyoneslecture.relay.RelayState.Backoff;
import com.everyoneslecture.relay.RelayState.Streaming;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A topic that has fewer replicas in sync than it requires accepts no record. */
@Timeout(180)
class InSyncReplicasIT {

    private static final String MINIMUM = "min.insync.replicas";

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final String topic = RelayFixture.topic(database);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final List<RelayState> states = new CopyOnWriteArrayList<>();
    private final RelayFixture relay = new RelayFixture(
            RelayFixture.properties(database, bootstrapServers),
            new RelayListener() {
                @Override
                public void stateChanged(RelayState state) {
                    states.add(state);
                }
            },
            ProducerFactory.KAFKA);

    @AfterEach
    void stop() {
        relay.close();
        outbox.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active"
                + " and slot_name = '" + RelayFixture.slot(database) + "'");
    }

    @Test
    void keepTheRelayInBackoffWithTheTopicAndARemedyUntilTheyAreEnough() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of(MINIMUM, "2"))))
                    .all()
                    .get();
            relay.startAndStream();
            outbox.append("a");
            relay.await(state -> state instanceof Backoff);
            states.clear();

            Awaitility.await("several attempts").atMost(Duration.ofSeconds(60)).until(() -> backoffs() >= 4);
            assertThat(states).noneMatch(Streaming.class::isInstance);
            assertThat(states)
                    .filteredOn(Backoff.class::isInstance)
                    .allSatisfy(state -> assertThat(((Backoff) state).cause())
                            .contains("partition 0 of topic '" + topic + "' has 1 of the 2 replicas in sync")
                            .contains("start the brokers"));

            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(MINIMUM, "1"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            relay.await(Streaming.class);
        }
        try (TopicFixture fixture = new TopicFixture(bootstrapServers, topic)) {
            ExactlyOnce.in(fixture, outbox);
        }
    }

    private long backoffs() {
        return states.stream().filter(Backoff.class::isInstance).count();
    }
}
