package com.everyoneslecture.lecture.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollLoopIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = new Topic(kafka);

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void appliesChangesWithKoreanNames() {
        topic.create(6)
                .send(
                        Change.of(1, 1).named("최종테스트"),
                        Change.of(2, 1).named("수학 📐"),
                        Change.of(1, 2).named("국어"));
        try (Member member = start()) {
            await().atMost(BOUND).until(readModel::rows, Map.of(1L, "국어 v2", 2L, "수학 📐 v1")::equals);
            assertThat(member.said.applied).hasValue(3);
            assertThat(member.said.gaps).hasValue(0);
        }
    }

    @Test
    void appliesADuplicateOnce() {
        topic.create(1)
                .send(Change.of(1, 1), Change.of(1, 1), Change.of(1, 2).named("둘"), Change.of(1, 1), Change.of(1, 2));
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.said.polled.get() == 5);
            topic.send(Change.of(1, 2).named("다시"));
            await().atMost(BOUND).until(() -> member.said.polled.get() == 6);
            assertThat(readModel.rows()).isEqualTo(Map.of(1L, "둘 v2"));
            assertThat(member.said.alreadyApplied.get()).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void appliesTheLaterOfTwoEventsWithTheSameVersionAlsoAfterARebuild() throws SQLException {
        topic.create(1)
                .send(
                        Change.of(1, 5).named("잃은"),
                        Change.of(1, 5).named("다시").reissued(1),
                        Change.of(1, 5).named("다시").reissued(1));
        try (Member member = Member.of(topic, kafka, database.as("lecture_projector"))
                .batchSize(1)
                .start()) {
            await().atMost(BOUND).until(() -> member.said.polled.get() == 3);
            assertThat(readModel.rows()).isEqualTo(Map.of(1L, "다시 v5"));
            assertThat(member.said.reissues).hasValue(1);
            assertThat(member.said.alreadyApplied).hasValue(1);
            member.rebuilds().start(false);
            await().atMost(BOUND).until(() -> member.said.polled.get() == 6);
            assertThat(readModel.rows()).isEqualTo(Map.of(1L, "다시 v5"));
        }
    }

    @Test
    void doesNotResurrectADeletedCategory() {
        topic.create(1).send(Change.of(1, 1), Change.of(1, 3).deleted());
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.said.polled.get() == 2);
            topic.send(Change.of(1, 2).named("늦은"));
            await().atMost(BOUND).until(() -> member.said.polled.get() == 3);
            assertThat(readModel.rows()).isEmpty();
            assertThat(readModel.tombstones()).containsOnlyKeys(1L);
        }
    }

    @Test
    void ignoresAnOlderEventThatComesFromAnotherPartition() {
        topic.create(1).send(Change.of(7, 1).named("하나"));
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.said.polled.get() == 1);
            topic.widen(3);
            topic.sendTo(2, Change.of(7, 3).named("셋"));
            await().atMost(BOUND).until(readModel::rows, Map.of(7L, "셋 v3")::equals);
            topic.sendTo(0, Change.of(7, 2).named("둘"));
            await().atMost(BOUND).until(() -> member.said.polled.get() == 3);
            assertThat(readModel.rows()).isEqualTo(Map.of(7L, "셋 v3"));
            assertThat(member.said.gaps).hasValue(1);
            assertThat(member.said.alreadyApplied).hasValue(1);
        }
    }

    @Test
    void waitsForATopicThatDoesNotExistYet() {
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
            topic.create(6).send(Change.of(1, 1));
            await().atMost(BOUND).until(() -> readModel.rows().containsKey(1L));
            assertThat(member.said.states).hasSize(2);
        }
    }

    @Test
    void commitsAnOffsetForEveryPartitionAlsoForOnesThatNeverHadARecord() {
        topic.create(6).sendTo(4, Change.of(1, 1));
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(committed()).hasSize(6).containsEntry(4, 1L).containsEntry(0, 0L);
            await().atMost(BOUND).until(() -> member.said.lag.size() == 6);
            assertThat(member.said.lag).containsValues(0L).hasSize(6);
        }
    }

    @Test
    void showsNoLagBehindTheMarkerOfATransaction() throws Exception {
        topic.create(1);
        try (Member member = start();
                Producer<byte[], byte[]> producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Change.of(1, 1).to(topic.name().value())).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(Change.of(2, 1).named("없던 일").to(topic.name().value()))
                    .get();
            producer.abortTransaction();
            await().atMost(BOUND).until(() -> committed().equals(Map.of(0, 4L)));
            assertThat(readModel.rows()).containsOnlyKeys(1L);
            assertThat(member.said.polled).hasValue(1);
        }
    }

    @Test
    void goesOnWhereAnotherMemberHasStopped() {
        topic.create(6);
        try (Member first = start()) {
            topic.send(Change.of(1, 1));
            await().atMost(BOUND).until(() -> first.said.polled.get() == 1);
        }
        topic.send(Change.of(1, 2).named("둘"));
        try (Member second = start()) {
            await().atMost(BOUND).until(readModel::rows, Map.of(1L, "둘 v2")::equals);
            assertThat(second.said.polled).hasValue(1);
            assertThat(second.said.replayed).hasValue(0);
        }
    }

    @Test
    void fillsANewDatabaseFromTheBeginningWhateverTheGroupHasCommitted() {
        topic.create(6).send(Change.of(1, 1), Change.of(2, 1));
        try (Member first = start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(first.said.applied).hasValue(2);
        }
        TestDatabase other = TestPostgres.shared().create(Schema.LECTURE);
        try (Member second =
                Member.of(topic, kafka, other.as("lecture_projector")).start()) {
            await().atMost(BOUND).until(() -> new ReadModel(other).rows().size() == 2);
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(second.said.replayed).hasValue(6);
        }
    }

    @Test
    void tellsWhatTheTopicDroppedBeforeItWasRead() {
        topic.create(1).send(Change.of(1, 1), Change.of(2, 1));
        try (Member first = start()) {
            await().atMost(BOUND).until(() -> first.said.applied.get() == 2);
        }
        topic.send(Change.of(3, 1), Change.of(4, 1), Change.of(5, 1), Change.of(6, 1));
        topic.dropBefore(0, 5);
        try (Member second = start()) {
            await().atMost(BOUND).until(() -> committed().equals(Map.of(0, 6L)));
            assertThat(second.said.lost).hasValue(3);
            assertThat(readModel.rows()).containsOnlyKeys(1L, 2L, 6L);
        }
    }

    @Test
    void readsATopicThatWasMadeAnewFromItsBeginning() {
        topic.create(1).send(Change.of(1, 1), Change.of(2, 1), Change.of(3, 1));
        try (Member first = start()) {
            await().atMost(BOUND).until(() -> first.said.applied.get() == 3);
        }
        topic.remove();
        topic.create(1).send(Change.of(4, 1));
        try (Member second = start()) {
            await().atMost(BOUND).until(() -> readModel.rows().containsKey(4L));
            assertThat(second.said.lost).hasValue(0);
        }
    }

    @Test
    void ignoresAndCountsEventsOfAnotherType() {
        topic.create(1)
                .send(Change.of(1, 1), Change.of(1, 2).header("ce_type", "LectureCategoryMerged"), Change.of(2, 1));
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> readModel.rows().size() == 2);
            assertThat(member.said.ignored).hasValue(1);
            assertThat(member.said.deadLetters).isEmpty();
        }
    }

    @Test
    void appliesManyBatches() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long version = 1; version <= 20; version++) {
            for (long id = 1; id <= 100; id++) {
                records.add(Change.of(id, version)
                        .named("이름" + version)
                        .to(topic.name().value()));
            }
        }
        topic.create(6).sendAll(records);
        try (Member member = Member.of(topic, kafka, database.as("lecture_projector"))
                .batchSize(37)
                .start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(readModel.rows()).hasSize(100).containsValue("이름20 v20");
            assertThat(readModel.rows().values()).containsOnly("이름20 v20");
            assertThat(member.said.applied).hasValue(2_000);
            assertThat(member.said.gaps).hasValue(0);
        }
    }

    private Member start() {
        return Member.of(topic, kafka, database.as("lecture_projector")).start();
    }

    private Map<Integer, Long> committed() {
        return topic.committed(Member.group(topic.name()));
    }

    private Producer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "transactional.id",
                        topic.name().value()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
