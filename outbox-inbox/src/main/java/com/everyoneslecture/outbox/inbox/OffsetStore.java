package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        this.find =
                "select partition, topic_id, next_offset, leader_epoch from %s where consumer_group = ? and topic = ?"
                        .formatted(table);
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
            } catch (OvertakenException e) {
                return false;
            }
        });
    }

    /**
     * Makes the moves in a transaction that is under way.
     *
     * @throws OvertakenException if the database has another offset than one of them starts from
     */
    void move(Connection connection, OffsetMoves moves) throws SQLException, OvertakenException {
        // Always in the same order, so that two members never wait for each other.
        List<OffsetMove> ordered = new ArrayList<>(moves.moves());
        ordered.sort(Comparator.comparingInt(OffsetMove::partition));
        try (PreparedStatement changes = connection.prepareStatement(update);
                PreparedStatement first = connection.prepareStatement(insert)) {
            for (OffsetMove move : ordered) {
                StoredOffset from = move.from();
                PreparedStatement statement = from == null ? first : changes;
                bind(statement, move);
                if (from != null) {
                    statement.setObject(7, from.topicId());
                    statement.setLong(8, from.next());
                }
                if (statement.executeUpdate() != 1) {
                    throw new OvertakenException();
                }
            }
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
            found.keySet().retainAll(partitions);
            return found;
        }
    }
}
