package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.Rebuild.PartitionProgress;
import com.everyoneslecture.outbox.inbox.TopicOffsets.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rebuilds of one group in {@code inbox_rebuild} and {@code inbox_rebuild_partition}. */
final class RebuildRows {

    private final String group;
    private final String insert;
    private final String insertPartition;
    private final String find;
    private final String newest;

    RebuildRows(InboxTables tables, String group) {
        this.group = group;
        String rebuild = tables.name("rebuild");
        String partition = tables.name("rebuild_partition");
        this.insert = """
                insert into %1$s (consumer_group, generation)
                select ?, coalesce(max(generation), 0) + 1 from %1$s where consumer_group = ?
                returning generation
                """.formatted(rebuild);
        this.insertPartition = """
                insert into %s (consumer_group, generation, topic, partition, first_offset, target_offset)
                values (?, ?, ?, ?, ?, ?)
                """.formatted(partition);
        this.find = """
                select requested_at, topic, partition, first_offset, target_offset, rewound_at is not null as rewound,
                       coalesce(next_offset, 0) as next_offset,
                       generation < (select max(generation) from %1$s where consumer_group = ?) as superseded
                from %1$s
                         left join %2$s using (consumer_group, generation)
                         left join %3$s using (consumer_group, topic, partition)
                where consumer_group = ? and generation = ?
                order by topic, partition
                """.formatted(rebuild, partition, tables.name("offset"));
        this.newest = "select generation from %s where consumer_group = ? order by generation desc limit ?"
                .formatted(rebuild);
    }

    /** Inserts a rebuild with the ranges of its topics' partitions; returns the number of the new generation. */
    long insert(Connection connection, Map<String, Map<Integer, Range>> topics) throws SQLException {
        long generation;
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, group);
            statement.setString(2, group);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                generation = row.getLong(1);
            }
        }
        for (Map.Entry<String, Map<Integer, Range>> topic : topics.entrySet()) {
            insertPartitions(connection, generation, topic.getKey(), topic.getValue());
        }
        return generation;
    }

    Optional<Rebuild> find(Connection connection, long generation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.setString(1, group);
            statement.setString(2, group);
            statement.setLong(3, generation);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(read(generation, rows)) : Optional.empty();
            }
        }
    }

    List<Rebuild> newest(Connection connection, int most) throws SQLException {
        List<Long> generations = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(newest)) {
            statement.setString(1, group);
            statement.setInt(2, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    generations.add(rows.getLong(1));
                }
            }
        }
        List<Rebuild> found = new ArrayList<>();
        for (long generation : generations) {
            find(connection, generation).ifPresent(found::add);
        }
        return found;
    }

    private void insertPartitions(Connection connection, long generation, String topic, Map<Integer, Range> ranges)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insertPartition)) {
            for (Map.Entry<Integer, Range> range : ranges.entrySet()) {
                statement.setString(1, group);
                statement.setLong(2, generation);
                statement.setString(3, topic);
                statement.setInt(4, range.getKey());
                statement.setLong(5, range.getValue().first());
                statement.setLong(6, range.getValue().end());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static Rebuild read(long generation, ResultSet rows) throws SQLException {
        Instant requestedAt = rows.getTimestamp("requested_at").toInstant();
        boolean superseded = rows.getBoolean("superseded");
        List<PartitionProgress> partitions = new ArrayList<>();
        do {
            String topic = rows.getString("topic");
            if (topic != null) {
                partitions.add(new PartitionProgress(
                        topic,
                        rows.getInt("partition"),
                        rows.getLong("first_offset"),
                        rows.getLong("target_offset"),
                        rows.getBoolean("rewound"),
                        rows.getLong("next_offset")));
            }
        } while (rows.next());
        return new Rebuild(generation, requestedAt, superseded, partitions);
    }
}
