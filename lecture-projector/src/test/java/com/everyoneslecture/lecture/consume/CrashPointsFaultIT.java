package com.everyoneslecture.lecture.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Crash;
import com.everyoneslecture.lecture.fixture.Load;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.outbox.inbox.BatchHandler;
import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.inbox.DeadLetters;
import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The state after a crash of the loop at each point, and the recovery by the next loop. */
class CrashPointsFaultIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final String kafka = TestKafka.shared().bootstrapServers();
    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final Topic topic = Topic.create(kafka, 3);
    private final Load load = new Load(topic, 40, 1);

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void beforeTheDatabaseCommitTheBatchIsReadAgain() {
        crashInCommit(false);
        assertThat(readModel.rows()).isEmpty();
        assertThat(readModel.offsets().values()).containsOnly(0L);
        try (Member next = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(next.said.polled).hasValue(500);
            assertThat(next.said.alreadyApplied).hasValue(0);
            assertThat(next.said.gaps).hasValue(0);
        }
        assertThat(readModel.rows()).isEqualTo(load.truth());
    }

    @Test
    void whereTheAnswerToTheDatabaseCommitIsLostTheBatchIsNotReadAgain() {
        crashInCommit(true);
        assertThat(readModel.rows()).isNotEmpty();
        assertThat(committed().values()).containsOnly(0L);
        try (Member next = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(next.said.polled).hasValue(450);
            assertThat(next.said.alreadyApplied).hasValue(0);
        }
        assertThat(readModel.rows()).isEqualTo(load.truth());
    }

    @Test
    void afterTheDatabaseCommitTheBatchIsNotReadAgain() {
        load.send(500);
        try (Member dying = member().handler(CrashAfterApply::new).start()) {
            await().atMost(BOUND).until(() -> !dying.isAlive());
            assertThat(committed().values()).containsOnly(0L);
            assertThat(readModel.rows()).isNotEmpty();
        }
        try (Member next = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(next.said.polled).hasValue(450);
            assertThat(next.said.alreadyApplied).hasValue(0);
            assertThat(next.said.gaps).hasValue(0);
        }
        assertThat(readModel.rows()).isEqualTo(load.truth());
    }

    @Test
    void beforeTheGroupsOffsetsAreCommittedTheBatchIsNotReadAgain() {
        AtomicInteger armed = new AtomicInteger();
        int appliedBefore;
        try (Member dying =
                member().clients(clients -> new CrashAtCommit(clients, armed)).start()) {
            await().atMost(BOUND).until(() -> dying.said.replayed.get() == 3);
            armed.set(1);
            load.send(300);
            await().atMost(BOUND).until(() -> !dying.isAlive());
            assertThat(committed().values()).containsOnly(0L);
            appliedBefore = dying.said.polled.get();
        }
        assertThat(appliedBefore).isPositive();
        load.send(200);
        try (Member next = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(next.said.polled).hasValue(500 - appliedBefore);
            assertThat(next.said.alreadyApplied).hasValue(0);
        }
        assertThat(readModel.rows()).isEqualTo(load.truth());
    }

    @Test
    void beforeDeadLettersAreWrittenTheyAreWrittenNextTime() {
        topic.send(Change.of(1, 1), Change.of(2, 1).value("kaputt"), Change.of(3, 1));
        try (Member dying = member().deadLetters(letters -> new CrashAtWrite(letters, false))
                .start()) {
            await().atMost(BOUND).until(() -> !dying.isAlive());
        }
        try (Member next = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(next.said.deadLetters).hasSize(1);
        }
        assertThat(topic.deadLetters(1)).hasSize(1);
        assertThat(readModel.rows()).containsOnlyKeys(1L, 3L);
    }

    @Test
    void afterDeadLettersAreWrittenTheyComeTwiceWithTheSameOrigin() {
        topic.send(Change.of(2, 1).value("kaputt"));
        try (Member dying =
                member().deadLetters(letters -> new CrashAtWrite(letters, true)).start()) {
            await().atMost(BOUND).until(() -> !dying.isAlive());
        }
        try (Member next = member().start()) {
            await().atMost(BOUND).until(() -> committed().equals(topic.ends()));
            assertThat(next.said.deadLetters).hasSize(1);
        }
        assertThat(topic.deadLetters(2))
                .hasSize(2)
                .extracting(letter -> new String(
                        letter.headers().lastHeader(DeadLetterHeader.OFFSET).value(), UTF_8))
                .containsOnly("0");
    }

    @Test
    void aDeadLoopSaysSo() {
        load.send(1);
        try (Member dying = member().handler(CrashAfterApply::new).start()) {
            await().atMost(BOUND).until(() -> !dying.isAlive());
            assertThat(dying.state()).isEqualTo(new LoopState.Halted("Crash: afterApply", "restart this service"));
        }
    }

    /** These crashes are intended. */
    private static ConditionFactory await() {
        return Awaitility.await().dontCatchUncaughtExceptions();
    }

    private void crashInCommit(boolean after) {
        load.send(500);
        CrashInDatabaseCommit crash = new CrashInDatabaseCommit(after);
        try (Member dying = Member.of(topic, kafka, crash.around(database.as("lecture_projector")))
                .batchSize(50)
                .handler(crash::around)
                .start()) {
            await().atMost(BOUND).until(() -> !dying.isAlive());
        }
    }

    private Member.Builder member() {
        return Member.of(topic, kafka, database.as("lecture_projector")).batchSize(50);
    }

    private Map<Integer, Long> committed() {
        return topic.committed(Member.group(topic.name()));
    }

    private record CrashAfterApply(BatchHandler handler) implements BatchHandler {
        @Override
        public Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws java.sql.SQLException {
            Outcome outcome = handler.apply(records, moves);
            if (outcome instanceof Applied) {
                throw new Crash("afterApply");
            }
            return outcome;
        }

        @Override
        public void abort() {
            handler.abort();
        }
    }

    private record CrashAtWrite(DeadLetters letters, boolean after) implements DeadLetters {
        @Override
        public void write(List<DeadLetter> written) {
            if (after) {
                letters.write(written);
            }
            throw new Crash("deadLetters");
        }

        @Override
        public void close() {
            letters.close();
        }
    }
}
