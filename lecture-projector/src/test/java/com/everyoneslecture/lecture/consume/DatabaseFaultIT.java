package com.everyoneslecture.lecture.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Load;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.inbox.BatchHandler;
import com.everyoneslecture.outbox.inbox.ClientDefaults;
import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.outbox.inbox.LoopState.Backoff;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import com.everyoneslecture.outbox.inbox.LoopState.Stopped;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFaultIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = POSTGRES.create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(kafka, 3);
    private final Load load = new Load(topic, 50, 2);

    @AfterEach
    void close() throws InterruptedException {
        POSTGRES.server().resume();
        POSTGRES.server().start();
        topic.close();
    }

    @AfterAll
    static void end() {
        POSTGRES.close();
    }

    @Test
    void losesNothingAndStaysInTheGroupWhileTheDatabaseIsKilledAndStarted() throws InterruptedException {
        try (Member member = start()) {
            load.send(400);
            await().atMost(BOUND).until(() -> member.said.applied.get() == 400);
            double rebalances = member.rebalances();
            POSTGRES.server().kill();
            load.send(400);
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            // Longer than the group waits for a member without a heartbeat.
            await().during(Duration.ofMillis(ClientDefaults.SESSION_TIMEOUT_MILLIS + 2_000))
                    .atMost(BOUND)
                    .until(() -> member.state() instanceof Backoff);
            POSTGRES.server().start();
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            await().atMost(BOUND)
                    .until(() -> topic.committed(Member.group(topic.name())).equals(topic.ends()));
            assertThat(member.state()).isInstanceOf(Polling.class);
            assertThat(member.rebalances()).isEqualTo(rebalances);
            assertThat(member.said.polled).hasValue(800);
        }
    }

    @Test
    void findsOutThatTheDatabaseIsAwayThoughNoRecordComes() throws InterruptedException {
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
            POSTGRES.server().kill();
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            POSTGRES.server().start();
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
        }
    }

    @Test
    @Timeout(60)
    void stopsWhileTheDatabaseIsDown() throws InterruptedException {
        try (Member member = start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
            POSTGRES.server().kill();
            load.send(10);
            await().atMost(BOUND).until(() -> member.state() instanceof Backoff);
            member.stop();
            assertThat(member.isAlive()).isFalse();
            assertThat(member.state()).isEqualTo(new Stopped());
        }
    }

    @Test
    @Timeout(60)
    void stopsInTheMiddleOfABatchWhileTheDatabaseIsFrozen() throws InterruptedException {
        AtomicInteger entered = new AtomicInteger();
        try (Member member = Member.of(topic, kafka, database.as("lecture_projector"))
                .handler(handler -> new Counting(handler, entered))
                .start()) {
            load.send(10);
            await().atMost(BOUND).until(() -> member.said.applied.get() == 10);
            int before = entered.get();
            POSTGRES.server().pause();
            load.send(10);
            await().atMost(BOUND).until(() -> entered.get() > before);
            member.stop();
            assertThat(member.isAlive()).isFalse();
            assertThat(member.said.applied).hasValue(10);
        }
        POSTGRES.server().resume();
        try (Member next = start()) {
            await().atMost(BOUND).until(readModel::rows, load.truth()::equals);
            assertThat(next.said.polled.get()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table read_category rename to away | alter table away rename to read_category"
                        + " | 42P01 | run the lecture database's migrations",
                "revoke update on read_category from lecture_projector"
                        + " | grant update on read_category to lecture_projector | 42501 | privilege",
            })
    void haltsWithARemedyAndGoesOnOnceItIsMended(String harm, String mend, String sqlState, String remedy) {
        readModel.execute(harm);
        try (Member member = start()) {
            topic.send(Change.of(1, 1));
            await().atMost(BOUND).until(() -> member.state() instanceof Halted);
            assertThat(member.state())
                    .extracting(LoopState::toString)
                    .asString()
                    .contains(sqlState, remedy);
            readModel.execute(mend);
            await().atMost(BOUND).until(() -> readModel.rows().containsKey(1L));
            await().atMost(BOUND).until(() -> member.state() instanceof Polling);
        }
    }

    @Test
    void haltsWithARemedyWhereThePasswordIsWrong() {
        topic.send(Change.of(1, 1));
        try (Member member = Member.of(topic, kafka, POSTGRES.as("lecture_projector", "wrong", database.name()))
                .start()) {
            await().atMost(BOUND).until(() -> member.state() instanceof Halted);
            assertThat(member.state())
                    .extracting(LoopState::toString)
                    .asString()
                    .contains("28P01", "SPRING_DATASOURCE_PASSWORD");
        }
    }

    private Member start() {
        return Member.of(topic, kafka, database.as("lecture_projector"))
                .batchSize(100)
                .start();
    }

    private record Counting(BatchHandler handler, AtomicInteger entered) implements BatchHandler {
        @Override
        public Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws SQLException {
            entered.incrementAndGet();
            return handler.apply(records, moves);
        }

        @Override
        public void abort() {
            handler.abort();
        }
    }
}
