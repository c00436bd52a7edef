package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions are added while the relay streams: a key moves once, although each producer notices them at a different time. */
@Timeout(180)
class AddedPartitionsIT {

    private static final int KEYS = 10;
    private static final int FEW = 2;
    private static final int MANY = 12;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final String topic = RelayFixture.topic(database);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayFixture relay = new RelayFixture(properties(), new StateLog(), AddedPartitionsIT::learning);

    @AfterEach
    void stop() {
        relay.close();
        outbox.dropSlot();
    }

    @Test
    void moveAKeyOnce() throws Exception {
        try (Admin admin = admin()) {
            make(admin, FEW);
            relay.startAndStream();
            appendInTurns(5);

            addPartitions(admin);
            appendInTurns(20);
        }
        requireOneMove();
    }

    /** It learned the number of partitions before they were added. */
    @Test
    void moveAKeyOnceWhereARelayTakesOverThatStoodByMeanwhile() throws Exception {
        try (Admin admin = admin();
                RelayFixture successor = RelayFixture.on(database, bootstrapServers)) {
            make(admin, FEW);
            relay.startAndStream();
            appendInTurns(2);
            successor.start();
            successor.await(Standby.class);

            addPartitions(admin);
            relay.close();
            appendInTurns(5);
            assertThat(successor.supervisor().state()).isInstanceOf(Streaming.class);
        }
        requireOneMove();
    }

    @Test
    void takeOverWithATopicThatWasMadeAgainWithFewer() throws Exception {
        List<RelayState> states = new CopyOnWriteArrayList<>();
        RelayListener recorder = new RelayListener() {
            @Override
            public void stateChanged(RelayState state) {
                states.add(state);
            }
        };
        try (Admin admin = admin();
                RelayFixture successor = new RelayFixture(
                        RelayFixture.properties(database, bootstrapServers), recorder, ProducerFactory.KAFKA)) {
            make(admin, MANY);
            relay.startAndStream();
            appendInTurns(2);
            successor.start();
            successor.await(Standby.class);

            makeAgainWithFewer(admin);
            relay.close();
            List<UUID> after = appendOfEachKey();
            try (TopicFixture fixture = new TopicFixture(bootstrapServers, topic)) {
                fixture.await(after);
            }
        }
        assertThat(states).doesNotHaveAnyElementsOfTypes(Backoff.class, Halted.class);
    }

    private void addPartitions(Admin admin) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(MANY)))
                .all()
                .get();
        Awaitility.await("records in the new partitions")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    appendInTurns(1);
                    return records(admin, FEW, MANY) > 0;
                });
        appendInTurns(1);
    }

    private void requireOneMove() {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey = readByKey();
        assertThat(byKey).hasSize(KEYS);
        byKey.forEach((key, records) -> {
            assertThat(records.stream().map(AddedPartitionsIT::version))
                    .as("versions of %s", key)
                    .isEqualTo(LongStream.rangeClosed(1, records.size()).boxed().toList());
            assertThat(moves(records)).as("moves of %s", key).isLessThanOrEqualTo(1);
        });
        assertThat(byKey.values().stream().mapToLong(AddedPartitionsIT::moves).sum())
                .isPositive();
    }

    @Test
    void goOnInATopicThatWasMadeAgainWithFewer() throws Exception {
        try (Admin admin = admin()) {
            make(admin, MANY);
            relay.startAndStream();
            appendInTurns(2);

            makeAgainWithFewer(admin);
            List<UUID> after = appendOfEachKey();

            try (TopicFixture fixture = new TopicFixture(bootstrapServers, topic)) {
                fixture.await(after);
            }
            relay.await(Streaming.class);
        }
    }

    private void makeAgainWithFewer(Admin admin) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        Awaitility.await("a topic of fewer partitions").ignoreExceptions().until(() -> {
            make(admin, FEW);
            return true;
        });
    }

    private List<UUID> appendOfEachKey() {
        return IntStream.range(0, KEYS)
                .mapToObj(key -> outbox.append("key-" + key))
                .toList();
    }

    /** Appends one row of each key in each turn; the next turn begins when the topic has all rows of this one. */
    private void appendInTurns(int turns) {
        for (int turn = 0; turn < turns; turn++) {
            for (int key = 0; key < KEYS; key++) {
                outbox.append("key-" + key);
            }
            outbox.awaitAcknowledged(RelayFixture.slot(database));
        }
    }

    private Map<String, List<ConsumerRecord<byte[], byte[]>>> readByKey() {
        try (TopicFixture fixture = new TopicFixture(bootstrapServers, topic)) {
            List<ConsumerRecord<byte[], byte[]>> records = fixture.await(outbox.committed());
            Set<UUID> ids = new HashSet<>();
            records.forEach(
                    record -> assertThat(ids.add(TopicFixture.eventId(record))).isTrue());
            Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey = records.stream()
                    .sorted(Comparator.comparing(AddedPartitionsIT::version))
                    .collect(Collectors.groupingBy(
                            record -> new String(record.key(), UTF_8), TreeMap::new, Collectors.toList()));
            return byKey;
        }
    }

    private long records(Admin admin, int from, int to) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(from, to)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    private void make(Admin admin, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private RelayProperties properties() {
        RelayProperties defaults = RelayFixture.properties(database, bootstrapServers);
        return new RelayProperties(
                defaults.database(),
                defaults.slot(),
                defaults.capture(),
                defaults.walWatch(),
                defaults.retention(),
                new KafkaSettings(
                        bootstrapServers,
                        defaults.kafka().deliveryTimeout(),
                        Map.of("metadata.max.age.ms", "500"),
                        null),
                defaults.topics(),
                defaults.routes(),
                defaults.channels(),
                defaults.otherwise(),
                defaults.ceSource(),
                defaults.operations(),
                defaults.backoff(),
                defaults.probeInterval(),
                defaults.probePatience());
    }

    /** One of the two producers notices the partitions at once, and the other does not for an hour. */
    private static Producer<byte[], byte[]> learning(Properties properties) {
        if (properties.getProperty("transactional.id").endsWith(".alternate")) {
            properties.put("metadata.max.age.ms", "3600000");
        }
        return ProducerFactory.KAFKA.make(properties);
    }

    private static long moves(List<ConsumerRecord<byte[], byte[]>> records) {
        return IntStream.range(1, records.size())
                .filter(index ->
                        records.get(index).partition() != records.get(index - 1).partition())
                .count();
    }

    private static Long version(ConsumerRecord<byte[], byte[]> record) {
        return Long.valueOf(TopicFixture.header(record, "ce_aggregateversion"));
    }
}
