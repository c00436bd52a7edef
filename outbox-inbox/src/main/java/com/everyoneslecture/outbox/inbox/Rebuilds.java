package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.TopicOffsets.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apiguardian.api.API;

/**
 * Empties the tables that an inbox fills and has its topics read again, by every member of the group.
 *
 * <p>A rebuild is one database transaction that empties the tables, forgets what the guard knows and which keys are parked, and writes a new
 * generation. From its commit on, no member can apply anything of a partition that it has not rewound for that generation: each member
 * finds out by itself, at its next batch or within a second, and between two batches commits the beginning, marks and seeks.
 *
 * <p><b>Crashes:</b> before the commit of the transaction nothing has happened. After it, the next member to start finds the partitions
 * unmarked and rewinds them, wherever the stored and the group's offsets are. So the tables are never empty while the group has read
 * everything. Meanwhile readers see the tables fill, in the order of each partition.
 *
 * <p><b>Locks:</b> until its commit, all groups that keep their offsets in the same table wait.
 *
 * <p><b>Threads:</b> any thread may call it.
 */
@API(status = API.Status.STABLE)
public final class Rebuilds {

    private final InboxTransactions transactions;
    private final String offsets;
    private final String parkedKeys;
    private final RebuildRows rows;
    private final Emptying emptying;
    private final List<String> forgotten;
    private final String group;
    private final Map<String, TopicOffsets> topics;

    Rebuilds(
            InboxTables tables,
            InboxTransactions transactions,
            String group,
            Emptying emptying,
            boolean events,
            Map<String, TopicOffsets> topics) {
        this.transactions = transactions;
        this.offsets = tables.name("offset");
        this.parkedKeys = tables.name("parked_key");
        this.rows = new RebuildRows(tables, group);
        this.emptying = emptying;
        this.forgotten = events
                ? Stream.of("parked_event", "parked_key", "version", "event_id")
                        .map(tables::name)
                        .toList()
                : List.of();
        this.group = group;
        this.topics = topics;
    }

    /**
     * Starts a rebuild and returns at once. It asks Kafka first: there must be something to fill the tables from.
     *
     * @param evenIfIncomplete true to go on where a topic has dropped its oldest records
     * @throws IncompleteTopicException if a topic has, and it should not go on
     * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if there is no such topic
     * @throws KafkaException if the brokers do not answer, or refuse
     * @throws SQLException if the database fails, or a lock is not free within 3 s
     */
    public Rebuild start(boolean evenIfIncomplete) throws SQLException {
        Map<String, Map<Integer, Range>> ranges = new LinkedHashMap<>();
        for (Map.Entry<String, TopicOffsets> topic : topics.entrySet()) {
            Map<Integer, Range> held = topic.getValue().ranges();
            if (!evenIfIncomplete && held.values().stream().anyMatch(range -> range.first() > 0)) {
                throw new IncompleteTopicException(topic.getKey(), held);
            }
            ranges.put(topic.getKey(), held);
        }
        return Thrown.sql(() -> transactions.inTransaction(connection -> {
            // A reader or a member that holds a table for longer must not pile up all others behind this.
            execute(connection, "set local lock_timeout = '3s'");
            // Before anything is emptied, so that every transaction that applies events has ended, or waits for this
            // one. Locks on rows
            // would not stop the first batch of a partition, which has no row before.
            execute(connection, "lock table " + offsets + " in share row exclusive mode");
            if (!forgotten.isEmpty()) {
                // In the order of the loops and before their events, as a retry of a parked key does.
                execute(
                        connection,
                        "select from " + parkedKeys + " where consumer_group = ? order by topic, key for update",
                        group);
            }
            for (String table : forgotten) {
                execute(connection, "delete from " + table + " where consumer_group = ?", group);
            }
            emptying.empty(connection);
            long generation = rows.insert(connection, ranges);
            return rows.find(connection, generation).orElseThrow();
        }));
    }

    /**
     * Returns a rebuild; empty if there was none of this number. Marks and offsets come from one statement, so an offset from before the
     * rewind never counts for after it. The group's offsets in Kafka do not matter.
     *
     * @param generation its number
     */
    public Optional<Rebuild> find(long generation) throws SQLException {
        return Thrown.sql(() -> transactions.inTransaction(connection -> rows.find(connection, generation)));
    }

    /**
     * Returns the newest rebuilds, the newest first.
     *
     * @param most the most that are returned
     */
    public List<Rebuild> newest(int most) throws SQLException {
        return Thrown.sql(() -> transactions.inTransaction(connection -> rows.newest(connection, most)));
    }

    private static void execute(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int parameter = 0; parameter < parameters.length; parameter++) {
                statement.setString(parameter + 1, parameters[parameter]);
            }
            statement.execute();
        }
    }
}
