package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.inbox.BatchHandler.Overtaken;
import com.everyoneslecture.outbox.inbox.BatchHandler.ReplayDue;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements that decide whether a member may commit: stored offsets, and marks of rebuilds. */
class OffsetStoreIT {

    private static final String TOPIC = "orders";
    private static final UUID TOPIC_ID = new UUID(0, 1);

    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final InboxTables tables = InboxTables.in("shop");
    private final InboxTransactions one = new DataSourceTransactions(database.admin());
    private final InboxTransactions two = new DataSourceTransactions(database.admin());
    private final OffsetStore offsets = store(one, "shop", TOPIC);
    private final RebuildMarks marks = new RebuildMarks(tables, one, offsets, "shop", TOPIC);

    @BeforeEach
    void createTables() throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema shop");
            tables.create(connection);
        }
    }

    @Test
    void keepsTheTopicsIdAndTheLeadersEpochForEachGroupAndTopic() throws SQLException {
        StoredOffset first = new StoredOffset(TOPIC_ID, 5, 3);
        StoredOffset other = new StoredOffset(new UUID(0, 2), 0, null);
        assertThat(offsets.find(Set.of(0, 1))).isEmpty();
        assertThat(offsets.move(moves(null, first, 0))).isTrue();
        assertThat(offsets.find(Set.of(0, 1))).isEqualTo(Map.of(0, first));
        assertThat(offsets.move(moves(first, other, 0))).isTrue();
        assertThat(offsets.find(Set.of(0, 1))).isEqualTo(Map.of(0, other));
        assertThat(store(one, "shop", "payments").find(Set.of(0))).isEmpty();
        assertThat(store(one, "billing", TOPIC).find(Set.of(0))).isEmpty();
    }

    @Test
    void changesNothingWhereOneOffsetIsNotTheExpectedOne() throws SQLException {
        offsets.move(moves(null, at(5), 0, 1));
        assertThat(offsets.move(moves(at(5), at(6), 1))).isTrue();
        assertThat(offsets.move(moves(at(5), at(9), 0, 1))).isFalse();
        assertThat(offsets.move(moves(null, at(9), 0))).isFalse();
        assertThat(offsets.move(moves(at(5), at(9), 2))).isFalse();
        assertThat(offsets.move(moves(new StoredOffset(new UUID(0, 2), 5, null), at(9), 0)))
                .isFalse();
        assertThat(offsets.find(Set.of(0, 1, 2))).isEqualTo(Map.of(0, at(5), 1, at(6)));
    }

    @Test
    void letsOneOfTwoMembersMoveFromTheSameOffset() throws Exception {
        offsets.move(moves(null, at(0), 0));
        OffsetStore late = store(two, "shop", TOPIC);
        CompletableFuture<Void> second = one.inTransaction(connection -> {
            offsets.move(connection, moves(at(0), at(2), 0));
            CompletableFuture<Void> waiting = inBackground(two, open -> late.move(open, moves(at(0), at(1), 0)));
            LockWaits.awaitOne(database.admin());
            return waiting;
        });
        assertThatThrownBy(second::join)
                .cause()
                .isInstanceOfSatisfying(
                        NotAppliedException.class, e -> assertThat(e.outcome()).isEqualTo(new Overtaken()));
        assertThat(offsets.find(Set.of(0))).isEqualTo(Map.of(0, at(2)));
    }

    /** In any order of the moves; otherwise two members could wait for each other. */
    @Test
    void locksTheRowsInTheOrderOfTheirPartitions() throws Exception {
        offsets.move(moves(null, at(0), 0, 1, 2));
        OffsetStore late = store(two, "shop", TOPIC);
        CompletableFuture<Void> second = one.inTransaction(connection -> {
            offsets.move(connection, moves(at(0), at(1), 0));
            CompletableFuture<Void> waiting = inBackground(two, open -> late.move(open, moves(at(0), at(2), 2, 1, 0)));
            LockWaits.awaitOne(database.admin());
            offsets.move(connection, moves(at(0), at(1), 2, 1));
            return waiting;
        });
        assertThatThrownBy(second::join)
                .cause()
                .isInstanceOfSatisfying(
                        NotAppliedException.class, e -> assertThat(e.outcome()).isEqualTo(new Overtaken()));
        assertThat(offsets.find(Set.of(0, 1, 2))).isEqualTo(Map.of(0, at(1), 1, at(1), 2, at(1)));
    }

    @Test
    void aPartitionIsDueUntilItIsRewoundForTheNewestRebuild() throws Exception {
        assertThat(marks.due(Set.of(0, 1))).containsExactlyInAnyOrder(0, 1);
        assertThat(marks.rewound(moves(null, at(3), 0, 1))).isTrue();
        assertThat(marks.due(Set.of(0, 1))).isEmpty();
        assertThat(marks.due(Set.of(0, 2))).containsExactly(2);
        rebuild();
        assertThat(marks.due(Set.of(0, 1))).containsExactlyInAnyOrder(0, 1);
        assertThat(marks.rewound(moves(at(9), at(3), 0))).isFalse();
        assertThat(marks.rewound(moves(at(3), at(3), 0))).isTrue();
        assertThat(marks.due(Set.of(0, 1))).containsExactly(1);
        assertThatThrownBy(() -> one.inTransaction(connection -> {
                    marks.requireNoneDue(connection, Set.of(0, 1));
                    return true;
                }))
                .isInstanceOfSatisfying(
                        NotAppliedException.class, e -> assertThat(e.outcome()).isEqualTo(new ReplayDue(Set.of(1))));
    }

    /** Otherwise the rows of the batch would stay in the emptied table. */
    @Test
    void anEmptyingWaitsForTheBatchesUnderWay() throws Exception {
        marks.rewound(moves(null, at(0), 0));
        CompletableFuture<Void> rebuild = one.inTransaction(connection -> {
            marks.requireNoneDue(connection, Set.of(0));
            offsets.move(connection, moves(at(0), at(1), 0));
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(this::rebuild);
            LockWaits.awaitOne(database.admin());
            return waiting;
        });
        rebuild.join();
        assertThat(marks.due(Set.of(0))).containsExactly(0);
    }

    /** Rows that it has read before the wait do not count. */
    @Test
    void aBatchThatWaitsForAnEmptyingIsNotApplied() throws Exception {
        marks.rewound(moves(null, at(0), 0));
        OffsetStore ofBatch = store(two, "shop", TOPIC);
        RebuildMarks fence = new RebuildMarks(tables, two, ofBatch, "shop", TOPIC);
        AtomicReference<CompletableFuture<Void>> batch = new AtomicReference<>();
        rebuild(connection -> {
            batch.set(inBackground(two, open -> {
                fence.requireNoneDue(open, Set.of(0));
                ofBatch.move(open, moves(at(0), at(1), 0));
            }));
            LockWaits.awaitOne(database.admin());
        });
        assertThatThrownBy(batch.get()::join).hasCauseInstanceOf(NotAppliedException.class);
        assertThat(offsets.find(Set.of(0))).isEqualTo(Map.of(0, at(0)));
    }

    private void rebuild() {
        rebuild(connection -> {});
    }

    private void rebuild(Emptying emptying) {
        try {
            new Rebuilds(tables, new DataSourceTransactions(database.admin()), "shop", emptying, true, Map.of())
                    .start(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something in a transaction. */
    private interface Step {
        void run(Connection connection) throws Exception;
    }

    private static CompletableFuture<Void> inBackground(InboxTransactions transactions, Step step) {
        return CompletableFuture.runAsync(() -> {
            try {
                transactions.inTransaction(connection -> {
                    step.run(connection);
                    return true;
                });
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private OffsetStore store(InboxTransactions transactions, String group, String topic) {
        return new OffsetStore(tables, transactions, group, topic);
    }

    private static StoredOffset at(long offset) {
        return new StoredOffset(TOPIC_ID, offset, null);
    }

    private static OffsetMoves moves(@Nullable StoredOffset from, StoredOffset to, int... partitions) {
        return new OffsetMoves(List.copyOf(IntStream.of(partitions)
                .mapToObj(partition -> new OffsetMove(partition, from, to))
                .toList()));
    }
}
