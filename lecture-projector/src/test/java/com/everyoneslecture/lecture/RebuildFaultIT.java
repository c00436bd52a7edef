package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Crash;
import com.everyoneslecture.lecture.fixture.Load;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.inbox.IncompleteTopicException;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import com.everyoneslecture.outbox.inbox.Rebuild;
import com.everyoneslecture.outbox.inbox.ReplayMarks;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebuildFaultIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(kafka, 3);
    private final Load load = new Load(topic, 60, 5);

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void fillsTheReadModelAgain() throws SQLException {
        try (Member member = member().start()) {
            fill(member);
            readModel.execute("update read_category set category_name = '틀린', aggregate_version = 1000");
            Rebuild started = member.rebuilds().start(false);
            assertThat(started.remaining()).isEqualTo(400);
            await().until(() -> isDone(member, started));
            assertThat(readModel.rows()).isEqualTo(load.truth());
            assertThat(member.said.polled).hasValue(800);
            assertThat(member.said.gaps).hasValue(0);
        }
    }

    @Test
    void isDoneByEveryMemberForItsOwnPartitions() throws SQLException {
        try (Member one = member().start();
                Member two = member().start()) {
            // The member that joins first has all three partitions for a while.
            await().until(() -> one.said.lag.size() + two.said.lag.size() == 3
                    && !one.said.lag.isEmpty()
                    && !two.said.lag.isEmpty());
            load.send(400);
            await().until(readModel::rows, load.truth()::equals);
            int replayedByOne = one.said.replayed.get();
            int replayedByTwo = two.said.replayed.get();
            Rebuild started = one.rebuilds().start(false);
            await().until(() -> isDone(one, started));
            assertThat(readModel.rows()).isEqualTo(load.truth());
            assertThat(one.said.replayed.get()).isGreaterThan(replayedByOne);
            assertThat(two.said.replayed.get()).isGreaterThan(replayedByTwo);
        }
    }

    @Test
    void isNotDoneWhereTheGroupIsAtTheEndAndTheDatabaseIsNot() throws SQLException {
        CrashAtMark crash = new CrashAtMark();
        Rebuild started;
        try (Member dying = member().marks(crash::around).start()) {
            fill(dying);
            crash.after = true;
            started = dying.rebuilds().start(false);
            await().until(() -> !dying.isAlive());
        }
        topic.commit(Member.group(topic.name()), topic.ends());
        try (Member next = member().build()) {
            Rebuild found = next.rebuilds().find(started.generation()).orElseThrow();
            assertThat(found.isDone()).isFalse();
            assertThat(found.remaining()).isEqualTo(400);
            next.start();
            await().until(() -> isDone(next, started));
            assertThat(readModel.rows()).isEqualTo(load.truth());
        }
    }

    @Test
    void isTheTruthAlsoWhileChangesGoOn() throws SQLException {
        try (Member member = member().start()) {
            fill(member);
            for (int round = 0; round < 5; round++) {
                load.send(50);
                member.rebuilds().start(false);
                load.send(50);
            }
            await().until(readModel::rows, load.truth()::equals);
            await().until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
            assertThat(readModel.rows()).isEqualTo(load.truth());
        }
    }

    @Test
    void isDoneByTheNextOneWhereAllDieRightAfterTheReadModelIsEmptied() throws SQLException {
        Rebuild started;
        try (Member member = member().start()) {
            fill(member);
            member.stop();
            started = member.rebuilds().start(false);
            assertThat(readModel.rows()).isEmpty();
            assertThat(isDone(member, started)).isFalse();
        }
        try (Member next = member().start()) {
            await().until(() -> isDone(next, started));
            assertThat(readModel.rows()).isEqualTo(load.truth());
        }
    }

    @Test
    void startsOverWhereTheMemberDiesBetweenTheOffsetAndTheMark() throws SQLException {
        CrashAtMark crash = new CrashAtMark();
        try (Member dying = member().marks(crash::around).start()) {
            fill(dying);
            crash.before = true;
            Rebuild started = dying.rebuilds().start(false);
            await().until(() -> !dying.isAlive());
            assertThat(started.isDone()).isFalse();
        }
        finish();
    }

    @Test
    void goesOnWhereTheMemberDiesRightAfterTheMark() throws SQLException {
        CrashAtMark crash = new CrashAtMark();
        try (Member dying = member().marks(crash::around).start()) {
            fill(dying);
            crash.after = true;
            Rebuild started = dying.rebuilds().start(false);
            await().until(() -> !dying.isAlive());
            assertThat(started.isDone()).isFalse();
            assertThat(topic.committed(Member.group(topic.name())).values()).containsOnly(0L);
        }
        finish();
    }

    @Test
    void isRefusedWhereTheTopicHasLostItsBeginningUnlessOneInsists() throws SQLException {
        try (Member member = member().start()) {
            fill(member);
            topic.dropBefore(1, 5);
            assertThatExceptionOfType(IncompleteTopicException.class)
                    .isThrownBy(() -> member.rebuilds().start(false))
                    .withMessageContaining("1=5");
            assertThat(readModel.rows()).isEqualTo(load.truth());
            Rebuild started = member.rebuilds().start(true);
            assertThat(started.isIncomplete()).isTrue();
            await().until(() -> isDone(member, started));
        }
    }

    @Test
    void isRefusedWhereThereIsNoTopic() {
        try (Topic none = new Topic(kafka);
                Member member =
                        Member.of(none, kafka, database.as("lecture_projector")).build()) {
            readModel.execute("insert into read_category values (1, '하나', 1, false, gen_random_uuid(), now(), now())");
            assertThatExceptionOfType(UnknownTopicOrPartitionException.class)
                    .isThrownBy(() -> member.rebuilds().start(false));
            assertThat(readModel.rows()).containsOnlyKeys(1L);
        }
    }

    @Test
    void areListedTheNewestFirst() throws SQLException {
        try (Member member = member().start()) {
            fill(member);
            assertThat(member.rebuilds().newest(10)).isEmpty();
            Rebuild first = member.rebuilds().start(false);
            Rebuild second = member.rebuilds().start(false);
            assertThat(member.rebuilds().newest(10))
                    .extracting(Rebuild::generation)
                    .containsExactly(second.generation(), first.generation());
            assertThat(member.rebuilds().newest(10))
                    .extracting(Rebuild::superseded)
                    .containsExactly(false, true);
            assertThat(member.rebuilds().find(second.generation() + 1)).isEmpty();
        }
    }

    private void fill(Member member) {
        load.send(400);
        await().until(() -> member.said.applied.get() == 400);
        await().until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
    }

    private void finish() {
        try (Member next = member().start()) {
            await().until(readModel::rows, load.truth()::equals);
            await().until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
            assertThat(next.said.polled).hasValue(400);
        }
    }

    private boolean isDone(Member member, Rebuild rebuild) throws SQLException {
        return member.rebuilds().find(rebuild.generation()).orElseThrow().isDone();
    }

    private Member.Builder member() {
        return Member.of(topic, kafka, database.as("lecture_projector")).batchSize(100);
    }

    /** These crashes are intended. */
    private static ConditionFactory await() {
        return Awaitility.await().dontCatchUncaughtExceptions().atMost(BOUND);
    }

    private static final class CrashAtMark {
        private volatile boolean before;
        private volatile boolean after;

        ReplayMarks around(ReplayMarks marks) {
            return new ReplayMarks() {
                @Override
                public Set<Integer> due(Set<Integer> partitions) throws SQLException {
                    return marks.due(partitions);
                }

                @Override
                public boolean rewound(OffsetMoves beginnings) throws SQLException {
                    if (before) {
                        throw new Crash("before the mark");
                    }
                    boolean marked = marks.rewound(beginnings);
                    if (after) {
                        throw new Crash("after the mark");
                    }
                    return marked;
                }
            };
        }
    }
}
