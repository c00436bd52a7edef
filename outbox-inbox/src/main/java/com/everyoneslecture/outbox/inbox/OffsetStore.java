package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.Overtaken;
import java.sql.Array;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of one group and topic, a row for each partition.
 *
 * <p>The update is the fence between members: it changes a row only from the offset that the writer expects. A second writer
 * waits for the row's lock, compares again after the first has committed, and changes nothing; its transaction is rolled back.
 */
final class OffsetStore implements StoredOffsets {

    private final InboxTransactions transactions;
    private final String group;
    private final String topic;
    private final String find;
    private final String update;
    private final String insert;

    OffsetStore(InboxTables tables, InboxTransactions transactions, String group, String topic) {
        this.transactions = transactions;
        this.group = group;
        this.topic = topic;
        String table = tables.name("offset");
        this.find = """
                select partition, topic_id, next_offset, leader_epoch
                from %s
                where consumer_group = ? and topic = ? and partition = any (?)
                """.formatted(table);
        // Locked in the order of their numbers, to avoid deadlocks between two members. The lock waits for another
        // member's transaction and then compares with the offset that it has committed.
        this.update = """
                with move as (
                    select *
                    from unnest(?::int[], ?::uuid[], ?::bigint[], ?::int[], ?::uuid[], ?::bigint[])
                        as move (partition, topic_id, next_offset, leader_epoch, expected_topic_id, expected_offset)
                ), locked as (
                    select move.*
                    from %1$s as stored
                             join move on move.partition = stored.partition
                    where stored.consumer_group = ?
                      and stored.topic = ?
                      and stored.topic_id = move.expected_topic_id
                      and stored.next_offset = move.expected_offset
                    order by stored.partition
                    for no key update of stored
                )
                update %1$s as stored
                set topic_id = locked.topic_id, next_offset = locked.next_offset, leader_epoch = locked.leader_epoch,
                    moved_at = now()
                from locked
                where stored.consumer_group = ? and stored.topic = ? and stored.partition = locked.partition
                """.formatted(table);
        this.insert = """
                insert into %s (consumer_group, topic, partition, topic_id, next_offset, leader_epoch)
                select ?, ?, move.*
                from unnest(?::int[], ?::uuid[], ?::bigint[], ?::int[])
                    as move (partition, topic_id, next_offset, leader_epoch)
                order by partition
                on conflict do nothing
                """.formatted(table);
    }

    @Override
    public Map<Integer, StoredOffset> find(Set<Integer> partitions) throws SQLException {
        return Thrown.sql(() -> transactions.inTransaction(connection -> find(connection, partitions)));
    }

    @Override
    public boolean move(OffsetMoves moves) throws SQLException {
        return Thrown.sql(() -> {
            try {
                return transactions.inTransaction(connection -> {
                    move(connection, moves);
                    return true;
                });
            } catch (NotAppliedException e) {
                return false;
            }
        });
    }

    /**
     * Applies the moves in the open transaction of the connection.
     *
     * @throws NotAppliedException if a stored offset is not the one from which a move starts
     */
    void move(Connection connection, OffsetMoves moves) throws SQLException, NotAppliedException {
        List<OffsetMove> known =
                moves.moves().stream().filter(move -> move.from() != null).toList();
        if (!known.isEmpty()) {
            change(connection, known);
        }
        if (known.size() < moves.moves().size()) {
            insert(
                    connection,
                    moves.moves().stream().filter(move -> move.from() == null).toList());
        }
    }

    private void change(Connection connection, List<OffsetMove> moves) throws SQLException, NotAppliedException {
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            bindTargets(connection, statement, 1, moves);
            statement.setArray(
                    5, array(connection, "uuid", moves, move -> from(move).topicId()));
            statement.setArray(
                    6, array(connection, "int8", moves, move -> from(move).next()));
            statement.setString(7, group);
            statement.setString(8, topic);
            statement.setString(9, group);
            statement.setString(10, topic);
            require(moves, statement.executeUpdate());
        }
    }

    private void insert(Connection connection, List<OffsetMove> moves) throws SQLException, NotAppliedException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, group);
            statement.setString(2, topic);
            bindTargets(connection, statement, 3, moves);
            require(moves, statement.executeUpdate());
        }
    }

    private static void require(List<OffsetMove> moves, int changed) throws NotAppliedException {
        if (changed != moves.size()) {
            throw new NotAppliedException(new Overtaken());
        }
    }

    private static void bindTargets(
            Connection connection, PreparedStatement statement, int first, List<OffsetMove> moves) throws SQLException {
        statement.setArray(first, array(connection, "int4", moves, OffsetMove::partition));
        statement.setArray(
                first + 1, array(connection, "uuid", moves, move -> move.to().topicId()));
        statement.setArray(
                first + 2, array(connection, "int8", moves, move -> move.to().next()));
        statement.setArray(
                first + 3, array(connection, "int4", moves, move -> move.to().leaderEpoch()));
    }

    private static Array array(
            Connection connection, String type, List<OffsetMove> moves, Function<OffsetMove, @Nullable Object> column)
            throws SQLException {
        return connection.createArrayOf(type, moves.stream().map(column).toArray());
    }

    private static StoredOffset from(OffsetMove move) {
        return Objects.requireNonNull(move.from());
    }

    private Map<Integer, StoredOffset> find(Connection connection, Set<Integer> partitions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.setString(1, group);
            statement.setString(2, topic);
            statement.setArray(3, connection.createArrayOf("int4", partitions.toArray()));
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
}
