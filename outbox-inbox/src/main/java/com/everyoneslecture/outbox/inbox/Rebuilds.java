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
 * Empties the tables that an inbox fills, and makes every member of the group read its topics again.
 *
 * <p>A rebuild is one database transaction: it empties the tables, deletes the guard's rows and the parked keys, and
 * writes a new generation. After its commit no member can apply events of a partition that it has not rewound for that
 * generation. Each member notices the new generation at its next batch or within 1 s. Between two batches it then
 * stores the partition's first offset, marks the partition as rewound and seeks to that offset.
 *
 * <p><b>Crashes:</b> before the commit nothing has changed. After it, the next member to start finds the partitions unmarked
 * and rewinds them, independent of the stored offsets and the group's offsets. So the tables cannot stay empty. During a
 * rebuild readers see incomplete tables, which are filled in the order of each partition.
 *
 * <p><b>Locks:</b> until its commit, all groups that store their offsets in the same table wait.
 *
 * <p><b>Threads:</b> any thread may call it; the transactions of concurrent calls run one after the other.
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
     * Starts a rebuild and returns when the tables are empty, without waiting for the topics to be read. Before that it
     * requests the offsets of all topics from Kafka, so that the tables are not emptied if a topic is missing.
     *
     * @param evenIfIncomplete true to rebuild even if a topic has dropped its oldest records
     * @return the new rebuild
     * @throws IncompleteTopicException if a topic has dropped its oldest records and {@code evenIfIncomplete} is false
     * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if a topic does not exist
     * @throws KafkaException if the brokers do not respond in time, or reject the request
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
            // At repeatable read, a retry that commits while this transaction waits for its lock would stay invisible.
            execute(connection, "set transaction isolation level read committed");
            // If another transaction holds a lock for longer, this one fails: others must not queue behind it.
            execute(connection, "set local lock_timeout = '3s'");
            // Before a table is emptied: batches that have passed their fence end first; all others wait. Locks on rows
            // would not stop the first batch of a partition, which has no row yet.
            execute(connection, "lock table " + offsets + " in share row exclusive mode");
            if (!forgotten.isEmpty()) {
                // Keys before their events, as a retry of a parked key locks them.
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
     * Returns a rebuild with its progress; empty if there is none with this number. One statement reads marks and
     * offsets, so an offset from before a rewind is never taken for progress of the rebuild. The group's offsets in
     * Kafka are not used.
     *
     * @param generation the number of the rebuild, from 1
     * @throws SQLException if the database fails
     */
    public Optional<Rebuild> find(long generation) throws SQLException {
        return Thrown.sql(() -> transactions.inTransaction(connection -> rows.find(connection, generation)));
    }

    /**
     * Returns the newest rebuilds, the newest first.
     *
     * @param most the maximum number of rebuilds
     * @throws SQLException if the database fails
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
