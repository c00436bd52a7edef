package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.ReplayDue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The marks of one topic in {@code inbox_rebuild_partition}. A partition that is not marked as rewound for the newest
 * generation has to be read from its beginning. A new database has no marks, so it is filled from the beginning, and the
 * offsets that the group has committed are ignored. Before the first rebuild, a partition with a stored offset needs no mark,
 * because an inbox without rebuilds has read it.
 */
final class RebuildMarks implements ReplayMarks, RebuildFence {

    private final InboxTransactions transactions;
    private final OffsetStore offsets;
    private final String group;
    private final String topic;
    private final String lock;
    private final String lockAndCount;
    private final String due;
    private final String rewound;

    RebuildMarks(InboxTables tables, InboxTransactions transactions, OffsetStore offsets, String group, String topic) {
        this.transactions = transactions;
        this.offsets = offsets;
        this.group = group;
        this.topic = topic;
        // As a change of its rows does, so it needs no other privilege.
        this.lock = "lock table " + tables.name("offset") + " in row exclusive mode";
        String newest = "(select coalesce(max(generation), 0) from %s where consumer_group = ?)"
                .formatted(tables.name("rebuild"));
        // In one round trip. The second statement takes its snapshot when the first has its lock.
        this.lockAndCount = """
                %s;
                select count(*)
                from %s
                where consumer_group = ?
                  and generation = %s
                  and topic = ?
                  and partition = any (?)
                  and rewound_at is not null
                """.formatted(lock, tables.name("rebuild_partition"), newest);
        // Only a missing mark requires the stored offset.
        this.due = """
                select partition
                from unnest(?) as assigned (partition)
                         cross join %s as newest (generation)
                where not exists (select
                                  from %s as marked
                                  where marked.consumer_group = ?
                                    and marked.generation = newest.generation
                                    and marked.topic = ?
                                    and marked.partition = assigned.partition
                                    and marked.rewound_at is not null)
                  and (newest.generation > 0
                      or not exists (select
                                     from %s as stored
                                     where stored.consumer_group = ?
                                       and stored.topic = ?
                                       and stored.partition = assigned.partition))
                """.formatted(newest, tables.name("rebuild_partition"), tables.name("offset"));
        // Marks the current generation: nothing has been applied since the partition was rewound.
        this.rewound = """
                insert into %s as marked
                    (consumer_group, generation, topic, partition, first_offset, target_offset, rewound_at)
                values (?, %s, ?, ?, ?, ?, now())
                on conflict (consumer_group, generation, topic, partition)
                    do update set first_offset = excluded.first_offset, rewound_at = now()
                """.formatted(tables.name("rebuild_partition"), newest);
    }

    @Override
    public Set<Integer> due(Set<Integer> partitions) throws SQLException {
        return Thrown.sql(() -> transactions.inTransaction(connection -> due(connection, partitions)));
    }

    @Override
    public void requireNoneDue(Connection connection, Set<Integer> partitions)
            throws SQLException, NotAppliedException {
        // Nearly always all are marked, which takes a fourth of the time to see.
        if (awaitAndCount(connection, partitions) < partitions.size()) {
            Set<Integer> found = due(connection, partitions);
            if (!found.isEmpty()) {
                throw new NotAppliedException(new ReplayDue(found));
            }
        }
    }

    @Override
    public boolean rewound(OffsetMoves beginnings) throws SQLException {
        return Thrown.sql(() -> {
            try {
                return transactions.inTransaction(connection -> {
                    await(connection);
                    offsets.move(connection, beginnings);
                    mark(connection, beginnings);
                    return true;
                });
            } catch (NotAppliedException e) {
                return false;
            }
        });
    }

    private void await(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock);
        }
    }

    private void mark(Connection connection, OffsetMoves beginnings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(rewound)) {
            for (OffsetMove beginning : beginnings.moves()) {
                statement.setString(1, group);
                statement.setString(2, group);
                statement.setString(3, topic);
                statement.setInt(4, beginning.partition());
                statement.setLong(5, beginning.to().next());
                statement.setLong(6, beginning.to().next());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private int awaitAndCount(Connection connection, Set<Integer> partitions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lockAndCount)) {
            statement.setString(1, group);
            statement.setString(2, group);
            statement.setString(3, topic);
            statement.setArray(4, connection.createArrayOf("int4", partitions.toArray()));
            statement.execute();
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private Set<Integer> due(Connection connection, Set<Integer> partitions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(due)) {
            statement.setArray(1, connection.createArrayOf("int4", partitions.toArray()));
            statement.setString(2, group);
            statement.setString(3, group);
            statement.setString(4, topic);
            statement.setString(5, group);
            statement.setString(6, topic);
            Set<Integer> found = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt("partition"));
                }
            }
            return found;
        }
    }
}
