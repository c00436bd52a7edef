package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.inbox.BatchHandler.Overtaken;
import com.everyoneslecture.outbox.inbox.OffsetMove;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import com.everyoneslecture.outbox.inbox.StoredOffset;
import com.everyoneslecture.outbox.inbox.StoredOffsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * The offsets in {@code applied_offset}, one row for each partition of the topic.
 *
 * <p>{@link #MOVE} is the fence between members: it changes a row only from the offset that the writer expects. A second writer
 * waits for the row's lock, compares again after the first has committed, and changes nothing; its transaction is rolled back.
 */
public final class OffsetTable implements StoredOffsets {

    private static final String FIND = """
            select partition, topic_id, next_offset, leader_epoch
            from applied_offset
            where topic = ? and partition = any (?)
            """;

    private static final String MOVE = """
            update applied_offset as stored
            set topic_id = move.topic_id, next_offset = move.next_offset, leader_epoch = move.leader_epoch, applied_at = now()
            from unnest(?::int[], ?::uuid[], ?::bigint[], ?::uuid[], ?::bigint[], ?::int[])
                as move (partition, expected_topic_id, expected_offset, topic_id, next_offset, leader_epoch)
            where stored.topic = ?
              and stored.partition = move.partition
              and stored.topic_id = move.expected_topic_id
              and stored.next_offset = move.expected_offset
            """;

    private static final String INSERT = """
            insert into applied_offset (partition, topic_id, next_offset, leader_epoch, topic)
            select *, ?
            from unnest(?::int[], ?::uuid[], ?::bigint[], ?::int[])
            on conflict do nothing
            """;

    private final ProjectionConnection connection;
    private final String topic;

    public OffsetTable(ProjectionConnection connection, TopicName topic) {
        this.connection = connection;
        this.topic = topic.value();
    }

    @Override
    public Map<Integer, StoredOffset> find(Set<Integer> partitions) throws SQLException {
        return connection.inTransaction(open -> find(open, partitions));
    }

    @Override
    public boolean move(OffsetMoves moves) throws SQLException {
        try {
            return connection.inTransaction(open -> {
                move(open, moves);
                return true;
            });
        } catch (NotAppliedException e) {
            return false;
        }
    }

    /**
     * Makes the moves in a transaction that is under way.
     *
     * @throws NotAppliedException if the database has another offset than one of them starts from
     */
    void move(Connection open, OffsetMoves moves) throws SQLException, NotAppliedException {
        List<OffsetMove> changes =
                moves.moves().stream().filter(move -> move.from() != null).toList();
        List<OffsetMove> first =
                moves.moves().stream().filter(move -> move.from() == null).toList();
        if ((!changes.isEmpty() && change(open, changes) < changes.size())
                || (!first.isEmpty() && insert(open, first) < first.size())) {
            throw new NotAppliedException(new Overtaken());
        }
    }

    private Map<Integer, StoredOffset> find(Connection open, Set<Integer> partitions) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(FIND)) {
            statement.setString(1, topic);
            statement.setArray(2, open.createArrayOf("int4", partitions.toArray()));
            Map<Integer, StoredOffset> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getInt("partition"),
                            new StoredOffset(
                                    rows.getObject("topic_id", UUID.class),
                                    rows.getLong("next_offset"),
                                    rows.getObject("leader_epoch", Integer.class)));
                }
            }
            return found;
        }
    }

    private int change(Connection open, List<OffsetMove> moves) throws SQLException {
        PGConnection postgres = open.unwrap(PGConnection.class);
        try (PreparedStatement statement = open.prepareStatement(MOVE)) {
            statement.setArray(1, postgres.createArrayOf("int4", partitions(moves)));
            statement.setArray(
                    2,
                    open.createArrayOf(
                            "uuid",
                            moves.stream().map(move -> from(move).topicId()).toArray()));
            statement.setArray(
                    3,
                    postgres.createArrayOf(
                            "int8",
                            moves.stream().mapToLong(move -> from(move).next()).toArray()));
            bindTargets(open, statement, 4, moves);
            statement.setString(7, topic);
            return statement.executeUpdate();
        }
    }

    private int insert(Connection open, List<OffsetMove> moves) throws SQLException {
        PGConnection postgres = open.unwrap(PGConnection.class);
        try (PreparedStatement statement = open.prepareStatement(INSERT)) {
            statement.setString(1, topic);
            statement.setArray(2, postgres.createArrayOf("int4", partitions(moves)));
            bindTargets(open, statement, 3, moves);
            return statement.executeUpdate();
        }
    }

    private static void bindTargets(Connection open, PreparedStatement statement, int first, List<OffsetMove> moves)
            throws SQLException {
        List<StoredOffset> to = moves.stream().map(OffsetMove::to).toList();
        statement.setArray(
                first,
                open.createArrayOf(
                        "uuid", to.stream().map(StoredOffset::topicId).toArray()));
        statement.setArray(
                first + 1,
                open.unwrap(PGConnection.class)
                        .createArrayOf(
                                "int8",
                                to.stream().mapToLong(StoredOffset::next).toArray()));
        statement.setArray(
                first + 2,
                open.createArrayOf(
                        "int4", to.stream().map(StoredOffset::leaderEpoch).toArray()));
    }

    private static int[] partitions(List<OffsetMove> moves) {
        return moves.stream().mapToInt(OffsetMove::partition).toArray();
    }

    private static StoredOffset from(OffsetMove move) {
        return Objects.requireNonNull(move.from());
    }
}
