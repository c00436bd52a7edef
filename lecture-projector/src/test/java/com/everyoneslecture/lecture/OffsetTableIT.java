package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.inbox.BatchHandler.Overtaken;
import com.everyoneslecture.outbox.inbox.OffsetMove;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import com.everyoneslecture.outbox.inbox.StoredOffset;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffsetTableIT {

    private static final TopicName TOPIC = new TopicName("categoryChanged");
    private static final UUID TOPIC_ID = new UUID(0, 1);

    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final ProjectionConnection one = new ProjectionConnection(database.as("lecture_projector"));
    private final ProjectionConnection two = new ProjectionConnection(database.as("lecture_projector"));
    private final OffsetTable table = new OffsetTable(one, TOPIC);

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void keepsTheTopicsIdAndTheLeadersEpoch() throws SQLException {
        StoredOffset first = new StoredOffset(TOPIC_ID, 5, 3);
        StoredOffset other = new StoredOffset(new UUID(0, 2), 0, null);
        assertThat(table.find(Set.of(0, 1))).isEmpty();
        assertThat(table.move(moves(null, first, 0))).isTrue();
        assertThat(table.find(Set.of(0, 1))).isEqualTo(Map.of(0, first));
        assertThat(table.move(moves(first, other, 0))).isTrue();
        assertThat(table.find(Set.of(0, 1))).isEqualTo(Map.of(0, other));
        assertThat(new OffsetTable(one, new TopicName("other")).find(Set.of(0))).isEmpty();
    }

    @Test
    void changesNothingWhereOneOffsetIsNotTheExpectedOne() throws SQLException {
        table.move(moves(null, at(5), 0, 1));
        assertThat(table.move(moves(at(5), at(6), 1))).isTrue();
        assertThat(table.move(moves(at(5), at(9), 0, 1))).isFalse();
        assertThat(table.move(moves(null, at(9), 0))).isFalse();
        assertThat(table.move(moves(at(5), at(9), 2))).isFalse();
        assertThat(table.move(moves(new StoredOffset(new UUID(0, 2), 5, null), at(9), 0)))
                .isFalse();
        assertThat(readModel.offsets()).isEqualTo(Map.of(0, 5L, 1, 6L));
    }

    @Test
    void letsOneOfTwoMembersApplyTheSameRecords() throws Exception {
        RebuildMarks marks = new RebuildMarks(one, table);
        marks.rewound(moves(null, at(0), 0));
        OffsetTable stale = new OffsetTable(two, TOPIC);
        ProjectionTransaction late = new ProjectionTransaction(two, new RebuildMarks(two, stale), stale);
        CompletableFuture<Void> second = one.inTransaction(open -> {
            table.move(open, moves(at(0), at(2), 0));
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> apply(late));
            await().atMost(Duration.ofSeconds(30)).until(this::isAConnectionWaitingForALock);
            return waiting;
        });
        assertThatExceptionOfType(java.util.concurrent.CompletionException.class)
                .isThrownBy(second::join)
                .havingRootCause()
                .isInstanceOfSatisfying(
                        NotAppliedException.class, e -> assertThat(e.outcome()).isEqualTo(new Overtaken()));
        assertThat(readModel.rows()).isEmpty();
        assertThat(readModel.offsets()).isEqualTo(Map.of(0, 2L));
    }

    private static void apply(ProjectionTransaction late) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(TOPIC.value(), 0, 0, new byte[0], new byte[0]);
        try {
            late.apply(
                    List.of(new CategoryEvent(record, 1, "이름", false, 1, UUID.randomUUID(), 0)),
                    moves(at(0), at(1), 0),
                    new ArrayList<>());
        } catch (SQLException | NotAppliedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isAConnectionWaitingForALock() {
        return !readModel
                .select("select pid, state from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")
                .isEmpty();
    }

    private static StoredOffset at(long offset) {
        return new StoredOffset(TOPIC_ID, offset, null);
    }

    private static OffsetMoves moves(@Nullable StoredOffset from, StoredOffset to, int... partitions) {
        List<OffsetMove> moves = new ArrayList<>();
        for (int partition : partitions) {
            moves.add(new OffsetMove(partition, from, to));
        }
        return new OffsetMoves(moves);
    }
}
