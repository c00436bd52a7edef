package com.everyoneslecture.lecture;

import com.everyoneslecture.lecture.Rebuild.PartitionProgress;
import com.everyoneslecture.outbox.inbox.TopicOffsets;
import com.everyoneslecture.outbox.inbox.TopicOffsets.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Empties the read model and has the topic read again, by every member of the group. Any thread may call it.
 *
 * <p>A rebuild is one database transaction that empties the table and writes a new generation. From its commit on, no member
 * can apply anything of a partition that it has not rewound for that generation ({@link RebuildMarks}): each member finds out
 * by itself, at its next batch or within a second, and between two batches commits the beginning, marks and seeks.
 *
 * <p>Crashes: before the commit of the transaction nothing has happened. After it, the next member to start finds the partitions
 * unmarked and rewinds them, wherever the stored and the group's offsets are. So it never comes to a read model that is empty while the
 * group has read everything. Readers meanwhile see the read model fill, in the order of the topic.
 */
public final class Rebuilds {

    private final DataSource database;
    private final TopicOffsets topic;

    public Rebuilds(DataSource database, TopicOffsets topic) {
        this.database = database;
        this.topic = topic;
    }

    /**
     * Starts one. It asks Kafka first: whoever empties the read model has to know that there is something to fill it from.
     *
     * @param evenIfIncomplete whether to go on where the topic has dropped its oldest records
     * @throws IncompleteTopicException if it has, and one should not
     * @throws org.apache.kafka.common.KafkaException if there is no topic, or no answer
     */
    public Rebuild start(boolean evenIfIncomplete) throws SQLException {
        Map<Integer, Range> ranges = topic.ranges();
        if (!evenIfIncomplete && ranges.values().stream().anyMatch(range -> range.first() > 0)) {
            throw new IncompleteTopicException(ranges);
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                long generation = begin(connection);
                insertPartitions(connection, generation, ranges);
                Rebuild started = find(connection, topic.name(), generation).orElseThrow();
                connection.commit();
                return started;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * One of those that were asked for; the filling of a new database is none. Marks and offsets come from one statement, so an
     * offset from before the rewind never counts for after it; the group's offsets in Kafka do not matter.
     */
    public Optional<Rebuild> find(long generation) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return find(connection, topic.name(), generation);
        }
    }

    /** The newest ones, the newest first. */
    public List<Rebuild> newest(int limit) throws SQLException {
        List<Rebuild> newest = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select generation from rebuild where generation > (select min(generation) from rebuild)
                        order by generation desc limit ?
                        """)) {
            statement.setInt(1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    find(connection, topic.name(), rows.getLong(1)).ifPresent(newest::add);
                }
            }
        }
        return newest;
    }

    private static long begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // A reader or a member that holds the table for longer must not pile up all others behind this.
            statement.execute("set local lock_timeout = '3s'");
            statement.execute("truncate read_category");
            try (ResultSet generation =
                    statement.executeQuery("insert into rebuild default values returning generation")) {
                generation.next();
                return generation.getLong(1);
            }
        }
    }

    private static void insertPartitions(Connection connection, long generation, Map<Integer, Range> ranges)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into rebuild_partition (generation, partition, first_offset, target_offset) values (?, ?, ?, ?)
                """)) {
            for (Map.Entry<Integer, Range> range : ranges.entrySet()) {
                statement.setLong(1, generation);
                statement.setInt(2, range.getKey());
                statement.setLong(3, range.getValue().first());
                statement.setLong(4, range.getValue().end());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static Optional<Rebuild> find(Connection connection, String topic, long generation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select requested_at, partition, first_offset, target_offset, rewound_at is not null as rewound,
                       coalesce(next_offset, 0) as next_offset,
                       generation < (select max(generation) from rebuild) as superseded
                from rebuild
                         left join rebuild_partition using (generation)
                         left join (select * from applied_offset where topic = ?) as applied using (partition)
                where generation = ? and generation > (select min(generation) from rebuild)
                order by partition
                """)) {
            statement.setString(1, topic);
            statement.setLong(2, generation);
            try (ResultSet rows = statement.executeQuery()) {
                return RebuildRows.read(generation, rows);
            }
        }
    }

    /** Turns rows into progress. */
    private static final class RebuildRows {

        static Optional<Rebuild> read(long generation, ResultSet rows) throws SQLException {
            if (!rows.next()) {
                return Optional.empty();
            }
            Instant requestedAt = rows.getTimestamp("requested_at").toInstant();
            boolean superseded = rows.getBoolean("superseded");
            List<PartitionProgress> partitions = new ArrayList<>();
            do {
                int partition = rows.getInt("partition");
                if (!rows.wasNull()) {
                    partitions.add(new PartitionProgress(
                            partition,
                            rows.getLong("first_offset"),
                            rows.getLong("target_offset"),
                            rows.getBoolean("rewound"),
                            rows.getLong("next_offset")));
                }
            } while (rows.next());
            return Optional.of(new Rebuild(generation, requestedAt, superseded, partitions));
        }
    }
}
