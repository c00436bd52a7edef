package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.replay.Plan;
import com.everyoneslecture.relay.replay.Replay;
import com.everyoneslecture.relay.replay.Replayed;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chosen events are published once more, unchanged and marked. */
class ReplayIT {

    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00.123Z");

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestKafka kafka = TestKafka.shared();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayProperties properties = RelayFixture.properties(database, kafka.bootstrapServers());
    private final RelayFixture relay = new RelayFixture(properties).startAndStream();
    private final TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database));
    private final Replay replay = replay(ProducerFactory.KAFKA);

    @AfterEach
    void stop() {
        topic.close();
        relay.close();
        outbox.execute("select pg_drop_replication_slot('" + RelayFixture.slot(database) + "')");
    }

    @Test
    void plansAndPublishesNothing() throws Exception {
        outbox.appendMany(30, 3);
        topic.await(outbox.committed());
        UUID unknown = UUID.randomUUID();

        Plan all = replay.plan(aggregate("key-1"));
        assertThat(all.events()).isEqualTo(10);
        assertThat(all.byTopic()).containsEntry(RelayFixture.topic(database), 10L);
        assertThat(all.first())
                .containsExactly(new Plan.Aggregate("category/key-1", RelayFixture.topic(database), 10, 1, 10));

        Plan some = replay.plan(ids(List.of(outbox.committed().get(0), unknown)));
        assertThat(some.events()).isOne();
        assertThat(some.unknown()).containsExactly(unknown);

        UUID last = outbox.append("key-0");
        assertThat(topic.await(List.of(last))).hasSize(31);
    }

    @Test
    void publishesAnAggregateOnceMoreInTheOrderOfItsVersions() throws Exception {
        outbox.appendMany(30, 3);
        topic.await(outbox.committed());

        List<Long> progress = new ArrayList<>();
        replay.run(aggregate("key-1"), progress::add);

        assertThat(progress).containsExactly(10L);
        List<ConsumerRecord<byte[], byte[]>> records = recordsAfterwards();
        List<ConsumerRecord<byte[], byte[]>> replayed = records.stream()
                .filter(record -> record.headers().lastHeader("replayed") != null)
                .toList();
        assertThat(replayed)
                .hasSize(10)
                .allSatisfy(
                        record -> assertThat(new String(record.key(), UTF_8)).isEqualTo("key-1"))
                .extracting(record -> TopicFixture.header(record, "ce_aggregateversion"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertClean(10);
    }

    @Test
    void repeatsARecordAsItWasButForTheMark() throws Exception {
        UUID id = outbox.append("category", "7", "{\"categoryName\":\"최종테스트\"}", null);
        ConsumerRecord<byte[], byte[]> first = topic.await(List.of(id)).get(0);

        replay.run(ids(List.of(id)), count -> {});

        ConsumerRecord<byte[], byte[]> again = recordsAfterwards().stream()
                .filter(record -> TopicFixture.eventId(record).equals(id) && record.offset() != first.offset())
                .findFirst()
                .orElseThrow();
        assertThat(again.key()).isEqualTo(first.key());
        assertThat(again.value()).isEqualTo(first.value());
        assertThat(again.timestamp()).isEqualTo(first.timestamp());
        assertThat(again.partition()).isEqualTo(first.partition());
        List<Header> headers = new ArrayList<>(List.of(again.headers().toArray()));
        assertThat(headers.remove(headers.size() - 1).key()).isEqualTo("replayed");
        assertThat(headers).containsExactly(first.headers().toArray());
        assertThat(TopicFixture.header(again, "replayed")).isEqualTo(NOW.toString());
    }

    @Test
    void replaysAnEventWhoseTypeNamesNoTopicWhereTheRelayPutIt() throws Exception {
        String deadLetters = "outbox-relay." + RelayFixture.slot(database) + ".DLT";
        outbox.execute("alter table outbox drop constraint outbox_aggregatetype_length");
        UUID id = outbox.append("no topic!", "key", "{}", null);
        try (TopicFixture letters = new TopicFixture(kafka.bootstrapServers(), deadLetters)) {
            letters.await(List.of(id));
            assertThat(replay.plan(ids(List.of(id))).byTopic()).containsExactly(Map.entry(deadLetters, 1L));

            replay.run(ids(List.of(id)), count -> {});

            outbox.append("no topic!", "last", "{}", null);
            List<ConsumerRecord<byte[], byte[]>> records = letters.await(outbox.committed());
            assertThat(records)
                    .extracting(TopicFixture::eventId)
                    .filteredOn(id::equals)
                    .hasSize(2);
            assertThat(records.get(1).headers().lastHeader("replayed")).isNotNull();
        }
    }

    @Test
    void namesTheTopicsThatItWouldNeedAndCreatesNone() throws Exception {
        topic.await(List.of(outbox.append("a")));
        relay.close();
        String type = "unseen" + database.name().replaceAll("[^a-z0-9]", "");
        Plan plan = replay.plan(ids(List.of(outbox.committed().get(0), outbox.append(type, "b", "{}", null))));

        assertThat(replay.missingTopics(plan)).containsExactly(type + "Changed");
        assertThat(replay.missingTopics(plan)).as("still").containsExactly(type + "Changed");
    }

    @Test
    void narrowsATimeRangeByAnAggregate() throws Exception {
        outbox.appendMany(6, 2);
        Instant from = Instant.now();
        outbox.appendMany(6, 2);
        Instant to = Instant.now();
        outbox.appendMany(6, 2);
        topic.await(outbox.committed());

        assertThat(replay.plan(new EventSelection(List.of(), null, null, from, to))
                        .events())
                .isEqualTo(6);
        EventSelection selection = new EventSelection(List.of(), "category", "key-0", from, to);
        assertThat(replay.plan(selection).first())
                .containsExactly(new Plan.Aggregate("category/key-0", RelayFixture.topic(database), 3, 4, 6));

        replay.run(selection, count -> {});
        assertClean(3);
    }

    @Test
    void publishesWhatTheSlotHasPassedBy() throws Exception {
        topic.await(List.of(outbox.append("a")));
        relay.close();
        UUID passed = outbox.append("a");
        outbox.execute("select pg_replication_slot_advance('" + RelayFixture.slot(database)
                + "', pg_current_wal_insert_lsn())");
        assertThat(Programs.verify(properties, Duration.ZERO).unpublished().count())
                .isOne();

        replay.run(ids(List.of(passed)), count -> {});

        Report report = Programs.verify(properties, Duration.ZERO);
        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.published()).isEqualTo(2);
    }

    @Test
    void goesOnPastAnEventThatIsStillTooLarge() throws Exception {
        outbox.execute("alter table outbox drop constraint outbox_payload_size");
        UUID before = outbox.append("key");
        UUID large = outbox.append("category", "key", "{\"x\":\"" + "최".repeat(1024 * 1024) + "\"}", null);
        UUID after = outbox.append("key");
        topic.await(List.of(before, after));

        Replayed replayed = replay.run(aggregate("key"), count -> {});

        String deadLetters = RelayFixture.topic(database) + ".DLT";
        assertThat(replayed.events()).isEqualTo(3);
        assertThat(replayed.deadLettered()).isOne();
        assertThat(replayed.firstDeadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.eventId()).isEqualTo(large);
            assertThat(letter.aggregate()).isEqualTo("category/key");
            assertThat(letter.topic()).isEqualTo(deadLetters);
            assertThat(letter.reason()).isEqualTo("too-large");
        });
        assertThat(recordsAfterwards())
                .filteredOn(record -> record.headers().lastHeader("replayed") != null)
                .extracting(TopicFixture::eventId)
                .containsExactly(before, after);
        assertClean(2);
    }

    @Test
    void leavesNothingOfABatchThatAnotherReplayEnds() throws Exception {
        outbox.appendMany(4, 1);
        topic.await(outbox.committed());
        Replay disturbed =
                replay(properties -> beforeCommit(ProducerFactory.KAFKA.make(properties), this::replayNothing));

        assertThatThrownBy(() -> disturbed.run(aggregate("key-0"), count -> {}))
                .isInstanceOf(ProducerFencedException.class);

        UUID last = outbox.append("key-0");
        assertThat(topic.await(List.of(last))).hasSize(5);
        assertThat(relay.supervisor().state()).isInstanceOf(RelayState.Streaming.class);
    }

    /** Returns all records of the topic, up to an event that follows the replayed ones. */
    private List<ConsumerRecord<byte[], byte[]>> recordsAfterwards() {
        return topic.await(List.of(outbox.append("afterwards")));
    }

    private void assertClean(int replayed) throws Exception {
        Report report = verify();
        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.replayed()).isEqualTo(replayed);
    }

    private Report verify() throws Exception {
        return Programs.verify(properties);
    }

    private Replay replay(ProducerFactory producers) {
        return Programs.replay(properties, producers, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** Takes over the transactional id in any case. */
    private void replayNothing() {
        try {
            replay.run(aggregate("nobody"), count -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> beforeCommit(Producer<byte[], byte[]> producer, Runnable disturbance) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                ReplayIT.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commitTransaction")) {
                        producer.flush();
                        disturbance.run();
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static EventSelection aggregate(String id) {
        return new EventSelection(List.of(), "category", id, null, null);
    }

    private static EventSelection ids(List<UUID> ids) {
        return new EventSelection(ids, null, null, null, null);
    }
}
