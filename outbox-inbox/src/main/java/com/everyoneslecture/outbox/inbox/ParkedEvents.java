package com.everyoneslecture.outbox.inbox;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * The parked keys of one group and their waiting events. Every method runs in a transaction of its caller.
 *
 * <p>The lock on a key's row orders the loop and a retry: while one of them has it, the other waits, and then reads the changes
 * that the first has committed. So the loop never applies an event of a parked key, and a retry never unparks a key for which
 * the loop is storing an event.
 */
final class ParkedEvents {

    /** The longest reason that is stored, in characters. */
    private static final int MOST_REASON = 1_000;

    private final String group;
    private final String keys;
    private final String events;

    ParkedEvents(InboxTables tables, String group) {
        this.group = group;
        this.keys = tables.name("parked_key");
        this.events = tables.name("parked_event");
    }

    /**
     * A waiting event.
     *
     * @param id its place in the order of its key
     */
    record Waiting(long id, ConsumerRecord<byte[], byte[]> record) {}

    /** Locks those of the keys that are parked, and returns them. */
    Set<ByteBuffer> lock(Connection connection, String topic, Collection<ByteBuffer> asked) throws SQLException {
        if (asked.isEmpty()) {
            return Set.of();
        }
        String sql = "select key from " + keys
                + " where consumer_group = ? and topic = ? and key = any (?) order by key for update";
        Array array = connection.createArrayOf(
                "bytea", asked.stream().map(ByteBuffer::array).toArray(byte[][]::new));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, group);
            statement.setString(2, topic);
            statement.setArray(3, array);
            Set<ByteBuffer> parked = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    parked.add(ByteBuffer.wrap(rows.getBytes(1)));
                }
            }
            return parked;
        } finally {
            array.free();
        }
    }

    /** Parks the key of a record; a key that is parked already keeps its reason. */
    void park(Connection connection, ConsumerRecord<byte[], byte[]> record, String reason) throws SQLException {
        String sql = "insert into " + keys
                + " (consumer_group, topic, key, reason) values (?, ?, ?, ?) on conflict do nothing";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, record.topic(), record.key());
            statement.setString(4, storable(reason));
            statement.executeUpdate();
        }
        append(connection, record);
    }

    /** Adds a record behind the others of its key, which is parked. */
    void append(Connection connection, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        String sql = "insert into " + events
                + " (consumer_group, topic, key, partition, record_offset, record_time_millis, value, headers)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, record.topic(), record.key());
            statement.setInt(4, record.partition());
            statement.setLong(5, record.offset());
            statement.setLong(6, record.timestamp());
            statement.setBytes(7, record.value());
            statement.setBytes(8, PackedHeaders.pack(record.headers()));
            statement.executeUpdate();
        }
    }

    /** Returns the first waiting event of a key. */
    Optional<Waiting> first(Connection connection, String topic, byte[] key) throws SQLException {
        String sql = "select id, partition, record_offset, record_time_millis, value, headers from " + events
                + " where consumer_group = ? and topic = ? and key = ? order by id limit 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, topic, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Waiting(row.getLong("id"), record(topic, key, row)))
                        : Optional.empty();
            }
        }
    }

    /** Removes an event, and its key with the last one. The key is locked. */
    void remove(Connection connection, Waiting waiting) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from " + events + " where id = ?")) {
            statement.setLong(1, waiting.id());
            statement.executeUpdate();
        }
        String sql = "delete from " + keys + " as parked where consumer_group = ? and topic = ? and key = ?"
                + " and not exists (select from " + events + " as waiting"
                + " where (waiting.consumer_group, waiting.topic, waiting.key)"
                + " = (parked.consumer_group, parked.topic, parked.key))";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, waiting.record().topic(), waiting.record().key());
            statement.executeUpdate();
        }
    }

    /** Replaces the reason of a key that is still parked. */
    void failed(Connection connection, String topic, byte[] key, String reason) throws SQLException {
        String sql = "update " + keys + " set reason = ? where consumer_group = ? and topic = ? and key = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, storable(reason));
            statement.setString(2, group);
            statement.setString(3, topic);
            statement.setBytes(4, key);
            statement.executeUpdate();
        }
    }

    /** Returns the parked keys, those that have waited longest first. */
    List<ParkedKey> list(Connection connection, int most) throws SQLException {
        // Counts the events of the returned keys only.
        String sql = "select topic, key, reason, parked_at, waiting.count, waiting.first from (select * from " + keys
                + " where consumer_group = ? order by parked_at, topic, key limit ?) as parked"
                + " cross join lateral (select count(*) as count, coalesce(min(id), 0) as first from " + events
                + " as event where (event.consumer_group, event.topic, event.key)"
                + " = (parked.consumer_group, parked.topic, parked.key)) as waiting order by parked_at, topic, key";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, group);
            statement.setInt(2, most);
            List<ParkedKey> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new ParkedKey(
                            rows.getString("topic"),
                            KeyText.of(rows.getBytes("key")),
                            rows.getLong("count"),
                            rows.getString("reason"),
                            rows.getTimestamp("parked_at").toInstant(),
                            rows.getLong("first")));
                }
            }
            return found;
        }
    }

    /** Returns the number of waiting events of a key; 0 if it is not parked. */
    long waiting(Connection connection, String topic, byte[] key) throws SQLException {
        String sql = "select count(*) from " + events + " where consumer_group = ? and topic = ? and key = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, topic, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void bind(PreparedStatement statement, String topic, byte[] key) throws SQLException {
        statement.setString(1, group);
        statement.setString(2, topic);
        statement.setBytes(3, key);
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] key, ResultSet row) throws SQLException {
        byte @Nullable [] value = row.getBytes("value");
        return new ConsumerRecord<>(
                topic,
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getLong("record_time_millis"),
                TimestampType.CREATE_TIME,
                key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                PackedHeaders.unpack(row.getBytes("headers")),
                Optional.empty());
    }

    /** PostgreSQL stores no character NUL. */
    private static String storable(String reason) {
        String clean = reason.replace('\0', ' ');
        return clean.length() > MOST_REASON ? clean.substring(0, MOST_REASON) : clean;
    }
}
