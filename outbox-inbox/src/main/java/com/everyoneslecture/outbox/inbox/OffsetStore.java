package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.Overtaken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The offsets of one group and topic, a row for each partition.
 *
 * <p>The update is the fence between members: it changes a row only from the offset that the writer expects. A second writer waits for
 * the row's lock, compares again after the first has committed, and changes nothing; its transaction is rolled back.
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
        this.update = """
                update %s
                set topic_id = ?, next_offset = ?, leader_epoch = ?, moved_at = now()
                where consumer_group = ? and topic = ? and partition = ? and topic_id = ? and next_offset = ?
                """.formatted(table);
        this.insert = """
                insert into %s (topic_id, next_offset, leader_epoch, consumer_group, topic, partition)
                values (?, ?, ?, ?, ?, ?)
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
     * Makes the moves in the open transaction of the connection.
     *
     * @throws NotAppliedException if a stored offset is not the one from which a move starts
     */
    void move(Connection connection, OffsetMoves moves) throws SQLException, NotAppliedException {
        // Always in the same order, to avoid deadlocks between two members, or a member and a rebuild.
        List<OffsetMove> ordered = moves.moves().stream()
                .sorted(Comparator.comparingInt(OffsetMove::partition))
                .toList();
        change(connection, ordered.stream().filter(move -> move.from() != null).toList());
        insert(connection, ordered.stream().filter(move -> move.from() == null).toList());
    }

    /** Updates the rows in one round trip. */
    private void change(Connection connection, List<OffsetMove> moves) throws SQLException, NotAppliedException {
        if (moves.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (OffsetMove move : moves) {
                StoredOffset from = Objects.requireNonNull(move.from());
                bind(statement, move);
                statement.setObject(7, from.topicId());
                statement.setLong(8, from.next());
                statement.addBatch();
            }
            for (int changed : statement.executeBatch()) {
                require(changed);
            }
        }
    }

    /**
     * Inserts row by row, because a driver that merges inserts does not return their counts. Happens once for each
     * partition.
     */
    private void insert(Connection connection, List<OffsetMove> moves) throws SQLException, NotAppliedException {
        if (moves.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (OffsetMove move : moves) {
                bind(statement, move);
                require(statement.executeUpdate());
            }
        }
    }

    private static void require(int changed) throws NotAppliedException {
        if (changed != 1) {
            throw new NotAppliedException(new Overtaken());
        }
    }

    private void bind(PreparedStatement statement, OffsetMove move) throws SQLException {
        statement.setObject(1, move.to().topicId());
        statement.setLong(2, move.to().next());
        statement.setObject(3, move.to().leaderEpoch(), Types.INTEGER);
        statement.setString(4, group);
        statement.setString(5, topic);
        statement.setInt(6, move.partition());
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
