package com.everyoneslecture.lecture.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Load;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The offset at which reading begins if database, group and topic disagree. */
class StoredOffsetsFaultIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(kafka, 2);
    private final Load load = new Load(topic, 50, 6);

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void aDatabaseThatWasRestoredIsCaughtUp() {
        applyAll();
        backUp();
        load.send(200);
        applyAll();
        restore();
        try (Member member = member().start()) {
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(member.said.reread).hasValue(200);
            assertThat(member.said.polled).hasValue(200);
            assertThat(member.said.gaps).hasValue(0);
        }
    }

    @Test
    void aDatabaseThatIsRestoredUnderARunningMemberIsCaughtUpThoughNoRecordComes() {
        try (Member member = member().start()) {
            load.send(200);
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            backUp();
            load.send(200);
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            restore();
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            await().atMost(BOUND).until(() -> stored().equals(topic.ends()));
            assertThat(member.said.reread).hasValue(200);
        }
    }

    @Test
    void anUpgradedDatabaseTakesTheGroupsOffsetsOverOnce() {
        applyAll();
        readModel.execute("truncate inbox_offset");
        load.send(100);
        try (Member member = member().start()) {
            await().atMost(BOUND).until(() -> stored().equals(topic.ends()));
            assertThat(member.said.polled).hasValue(100);
            assertThat(member.said.replayed).hasValue(0);
            assertThat(readModel.rows()).isEqualTo(load.truth());
        }
    }

    @Test
    void withoutAnyOffsetTheTopicIsReadFromItsBeginning() {
        applyAll();
        readModel.execute("truncate inbox_offset");
        topic.forget(Member.group(topic.name()));
        try (Member member = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            await().atMost(BOUND).until(() -> stored().equals(topic.ends()));
            assertThat(member.said.polled).hasValue(200);
            assertThat(member.said.applied).hasValue(0);
        }
    }

    @Test
    void aGroupThatIsBehindTheDatabaseFollowsAndNothingIsReadAgain() {
        applyAll();
        topic.commit(Member.group(topic.name()), Map.of(0, 0L, 1, 3L));
        try (Member member = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            topic.send(Change.of(1_000, 1));
            await().atMost(BOUND).until(() -> readModel.rows().containsKey(1_000L));
            assertThat(member.said.polled).hasValue(1);
        }
    }

    @Test
    void whatAnotherConsumerOfTheGroupCommittedWhileNoMemberRanIsAppliedAllTheSame() {
        applyAll();
        load.send(200);
        try (Consumer<byte[], byte[]> other = other()) {
            readToTheEndAndCommit(other, 2);
        }
        assertThat(committed()).isEqualTo(topic.ends());
        try (Member member = member().start()) {
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            assertThat(member.said.reread).hasValue(200);
        }
    }

    @Test
    void whatAnotherConsumerOfTheGroupCommittedBesideAMemberIsAppliedOnceThatOneLeaves() {
        try (Member member = member().start()) {
            load.send(200);
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            try (Consumer<byte[], byte[]> other = other()) {
                await().atMost(BOUND).until(() -> {
                    other.poll(Duration.ofMillis(100));
                    return other.assignment().size() == 1 && member.said.lag.size() == 1;
                });
                load.send(200);
                readToTheEndAndCommit(other, 1);
                await().atMost(BOUND).until(() -> {
                    other.poll(Duration.ofMillis(100));
                    return member.state() instanceof Halted;
                });
                Halted halted = (Halted) member.state();
                assertThat(halted.cause())
                        .startsWith(
                                "another consumer has committed offsets in the group " + Member.group(topic.name()));
                assertThat(halted.remedy()).contains("kafka-consumer-groups --describe --members --group");
            }
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            await().atMost(BOUND).until(() -> stored().equals(topic.ends()));
            assertThat(member.said.reread.get()).isPositive();
        }
    }

    @Test
    void aTopicThatWasCreatedAgainIsReadFromItsBeginningThoughItHasTheStoredOffset() {
        topic.sendTo(0, Change.of(101, 1), Change.of(102, 1));
        applyAll();
        topic.remove();
        topic.create(2).sendTo(0, Change.of(103, 1), Change.of(104, 1), Change.of(105, 1));
        // As if the group still had its offsets: the broker forgets them with the topic, but not at once.
        topic.commit(Member.group(topic.name()), Map.of(0, 2L));
        try (Member member = member().start()) {
            await().atMost(BOUND).until(() -> readModel.rows().keySet().containsAll(Set.of(103L, 104L, 105L)));
            assertThat(member.said.replayed).hasValue(2);
            assertThat(member.said.lost).hasValue(0);
        }
    }

    @Test
    void aTopicThatIsCreatedAgainUnderARunningMemberIsReadFromItsBeginning() {
        topic.sendTo(0, Change.of(101, 1), Change.of(102, 1));
        try (Member member = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            topic.remove();
            topic.create(2).sendTo(0, Change.of(103, 1), Change.of(104, 1), Change.of(105, 1));
            await().atMost(BOUND).until(() -> readModel.rows().keySet().containsAll(Set.of(103L, 104L, 105L)));
            await().atMost(BOUND).until(() -> stored().equals(topic.ends()));
            // The consumer may have started over, because its offset was past the new end; the check comes later.
            await().atMost(BOUND).until(() -> member.said.replayed.get() > 2);
        }
    }

    @Test
    void aBatchThatAnotherMemberHasAppliedIsDroppedAndReadingGoesOnBehindIt() {
        load.send(200);
        try (Faster faster = new Faster(database, topic);
                Member member = member().handler(faster::around).start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(faster.records()).isPositive();
            assertThat(member.said.polled).hasValue(200 - faster.records());
            assertThat(member.said.alreadyApplied).hasValue(0);
        }
        assertThat(readModel.rows()).isEqualTo(load.truth());
    }

    @Test
    void aPartitionThatIsAddedGetsAnOffsetOfItsOwn() {
        try (Member member = member().start()) {
            load.send(50);
            topic.widen(3);
            topic.sendTo(2, Change.of(1_000, 1));
            await().atMost(BOUND).until(() -> readModel.rows().containsKey(1_000L));
            await().atMost(BOUND).until(() -> stored().equals(topic.ends()));
            assertThat(member.said.lost).hasValue(0);
        }
    }

    private void applyAll() {
        if (load.sent() == 0) {
            load.send(200);
        }
        try (Member member = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(member.said.lost).hasValue(0);
        }
    }

    private void backUp() {
        readModel.execute("""
                create table saved_category as select * from read_category;
                create table saved_offset as select * from inbox_offset
                """);
    }

    private void restore() {
        readModel.execute("""
                begin;
                truncate read_category;
                truncate inbox_offset;
                insert into read_category select * from saved_category;
                insert into inbox_offset select * from saved_offset;
                commit
                """);
    }

    private static void readToTheEndAndCommit(Consumer<byte[], byte[]> consumer, int partitions) {
        await().atMost(BOUND).until(() -> {
            consumer.poll(Duration.ofMillis(100));
            Set<TopicPartition> assigned = consumer.assignment();
            return assigned.size() == partitions
                    && consumer.endOffsets(assigned).entrySet().stream()
                            .allMatch(end -> consumer.position(end.getKey()) == end.getValue());
        });
        consumer.commitSync();
    }

    /** A consumer such as {@code kafka-console-consumer --group}. */
    private Consumer<byte[], byte[]> other() {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "group.id",
                        Member.group(topic.name()),
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(Set.of(topic.name().value()));
        return consumer;
    }

    private Member.Builder member() {
        return Member.of(topic, kafka, database.as("lecture_projector")).batchSize(40);
    }

    private Map<Integer, Long> committed() {
        return topic.committed(Member.group(topic.name()));
    }

    private Map<Integer, Long> stored() {
        return readModel.offsets();
    }
}
