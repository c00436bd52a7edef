package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.testservices.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Appends rows as an application would, and remembers which were committed. Used by one thread. */
final class OutboxRows {

    private static final String APPEND = """
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
            values (?, 'category', ?, ?, 'LectureCategoryChanged', ?, ?, ?)
            """;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestDatabase database;
    private final Map<String, Long> versions = new HashMap<>();
    private final List<UUID> committed = new ArrayList<>();

    OutboxRows(TestDatabase database) {
        this.database = database;
    }

    /** The ids of the rows that were committed, in the order of their appends. */
    List<UUID> committed() {
        return committed;
    }

    UUID append(String aggregateId) {
        return append(aggregateId, "{\"categoryName\":\"최종테스트\"}", null, System.currentTimeMillis());
    }

    UUID append(String aggregateId, String payload, @Nullable String traceparent, long occurredAtMillis) {
        List<UUID> ids = new ArrayList<>();
        write(connection -> ids.add(append(connection, aggregateId, payload, traceparent, occurredAtMillis)));
        committed.addAll(ids);
        return ids.get(0);
    }

    /** Appends rows over a number of aggregates, all in one transaction. */
    void appendInOneTransaction(int rows, int aggregates) {
        List<UUID> ids = new ArrayList<>();
        write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
                for (int row = 0; row < rows; row++) {
                    ids.add(set(statement, "key-" + row % aggregates, "{}", null, System.currentTimeMillis()));
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
        committed.addAll(ids);
    }

    /** Appends rows over a number of aggregates, one transaction each. */
    void appendMany(int rows, int aggregates) {
        for (int row = 0; row < rows; row++) {
            append("key-" + row % aggregates);
        }
    }

    /** Appends a row with headers and a separate key; its payload is bytes as SQL writes them, and null is a tombstone. */
    void withContent(String aggregateId, String type, String payloadBytes) {
        UUID id = UUID.randomUUID();
        long version = versions.merge(aggregateId, 1L, Long::sum);
        execute(
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload_bytes, occurred_at,"
                        + " record_key, headers, content_type, tombstone) values ('" + id + "', 'category', '"
                        + aggregateId
                        + "', " + version
                        + ", '" + type + "', " + payloadBytes
                        + ", 1000, 'own-key', '{\"tenant\":\"최\"}', 'application/x-own', " + payloadBytes.equals("null")
                        + ")");
        committed.add(id);
    }

    /** Adds the one row of an aggregate, which the test has written in another way, to its own rows. */
    void adopt(String aggregateId) {
        committed.add(UUID.fromString(
                Objects.requireNonNull(query("select id from outbox where aggregateid = '" + aggregateId + "'"))));
        versions.put(aggregateId, 1L);
    }

    /** Executes a statement as the superuser. */
    void execute(String sql) {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the first column of the first row, as the superuser; null if there is none. */
    @Nullable
    String query(String sql) {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the ids of the rows that a snapshot covers, as {@code pg_current_snapshot()} writes it. */
    List<UUID> visibleIn(String snapshot) {
        String ids = query(
                "select string_agg(id::text, ',') from outbox where pg_visible_in_snapshot(tx_id, '" + snapshot + "')");
        return ids == null
                ? List.of()
                : Arrays.stream(ids.split(",")).map(UUID::fromString).toList();
    }

    /** Returns when a query of the superuser returns true. */
    void awaitTrue(String sql) {
        Awaitility.await(sql).atMost(PATIENCE).until(() -> "t".equals(query(sql)));
    }

    private UUID append(
            Connection connection,
            String aggregateId,
            String payload,
            @Nullable String traceparent,
            long occurredAtMillis)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            UUID id = set(statement, aggregateId, payload, traceparent, occurredAtMillis);
            statement.execute();
            return id;
        }
    }

    private UUID set(
            PreparedStatement statement,
            String aggregateId,
            String payload,
            @Nullable String traceparent,
            long occurredAtMillis)
            throws SQLException {
        UUID id = UUID.randomUUID();
        statement.setObject(1, id);
        statement.setString(2, aggregateId);
        statement.setLong(3, versions.merge(aggregateId, 1L, Long::sum));
        statement.setString(4, payload);
        statement.setLong(5, occurredAtMillis * MICROS_PER_MILLI);
        statement.setString(6, traceparent);
        return id;
    }

    private void write(Work work) {
        try (Connection connection = database.kept("category_app").getConnection()) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }
}
