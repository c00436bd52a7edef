package com.everyoneslecture.relay;

import com.everyoneslecture.testservices.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Appends outbox rows as the application would, and stores which were committed. Used by one thread. */
final class OutboxFixture {

    private static final String APPEND = """
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
            values (?, ?, ?, ?, 'LectureCategoryChanged', ?, ?, ?)
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Map<String, Long> versions = new HashMap<>();
    private final List<UUID> committed = new ArrayList<>();

    OutboxFixture(TestDatabase database) {
        this.database = database;
    }

    /** The ids of the rows that were committed, in the order of their appends. */
    List<UUID> committed() {
        return committed;
    }

    /**
     * Simulates that the database has lost all but the first rows, and assigns their versions again. Returns the lost rows.
     */
    List<UUID> takeBack(int kept) {
        List<UUID> tail = committed.subList(kept, committed.size());
        List<UUID> lost = List.copyOf(tail);
        tail.clear();
        lost.forEach(
                id -> versions.merge(query("select aggregateid from outbox where id = '" + id + "'"), -1L, Long::sum));
        return lost;
    }

    /** Drops the slot of the relay of this database, if it exists and no relay streams from it. */
    void dropSlot() {
        dropSlot(RelayFixture.slot(database));
    }

    void dropSlot(String slot) {
        execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active"
                + " and slot_name = '" + slot + "'");
    }

    UUID append(String aggregateId) {
        return append("category", aggregateId, "{\"categoryName\":\"최종테스트\"}", null);
    }

    UUID append(String aggregateType, String aggregateId, String payload, @Nullable String traceparent) {
        UUID id = UUID.randomUUID();
        write(connection -> append(connection, id, aggregateType, aggregateId, payload, traceparent));
        committed.add(id);
        return id;
    }

    /** Appends a row that is not stored as committed, because the commit may wait for long. */
    UUID appendAsAdministrator(String aggregateId) {
        UUID id = UUID.randomUUID();
        try (Connection connection = database.admin().getConnection()) {
            append(connection, id, "category", aggregateId, "{}", null);
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    UUID appendAt(Instant occurredAt, String aggregateId) {
        UUID id = UUID.randomUUID();
        write(connection -> append(connection, id, "category", aggregateId, "{}", null, occurredAt));
        committed.add(id);
        return id;
    }

    /** Appends a row with a transaction id of another cluster, as a dump or a subscription does. */
    UUID restoreAt(Instant occurredAt, String aggregateId) {
        return restoreAt(occurredAt, aggregateId, "'9000000000000'");
    }

    private UUID restoreAt(Instant occurredAt, String aggregateId, String transaction) {
        UUID id = UUID.randomUUID();
        execute(
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, tx_id)"
                        + " values ('" + id + "', 'category', '" + aggregateId + "', "
                        + versions.merge(aggregateId, 1L, Long::sum) + ", 'LectureCategoryChanged', '{}', "
                        + micros(occurredAt) + ", " + transaction + ")");
        committed.add(id);
        return id;
    }

    /** Restores a row with a transaction id that this cluster assigns after this number of transactions. */
    UUID restoreAhead(int transactions, String aggregateId) {
        return restoreAt(
                Instant.now(), aggregateId, "(pg_current_xact_id()::text::bigint + " + transactions + ")::text::xid8");
    }

    /** Appends all payloads in one transaction, for the same key, one row each. */
    List<UUID> appendTogether(String aggregateId, List<String> payloads) {
        List<UUID> ids = payloads.stream().map(payload -> UUID.randomUUID()).toList();
        write(connection -> {
            for (int row = 0; row < payloads.size(); row++) {
                append(connection, ids.get(row), "category", aggregateId, payloads.get(row), null);
            }
        });
        committed.addAll(ids);
        return ids;
    }

    /** Appends rows over a number of aggregates, one transaction each. */
    void appendMany(int rows, int aggregates) {
        write(connection -> {
            for (int row = 0; row < rows; row++) {
                UUID id = UUID.randomUUID();
                append(connection, id, "category", "key-" + row % aggregates, "{\"categoryName\":\"최종테스트\"}", null);
                connection.commit();
                committed.add(id);
            }
        });
    }

    /** Appends rows over a number of aggregates, all in one transaction. */
    void appendInOneTransaction(int rows, int aggregates) {
        List<UUID> ids = new ArrayList<>();
        write(connection -> {
            for (int row = 0; row < rows; row++) {
                UUID id = UUID.randomUUID();
                append(connection, id, "category", "key-" + row % aggregates, "{}", null);
                ids.add(id);
            }
        });
        committed.addAll(ids);
    }

    /** Begins a transaction on a separate connection. */
    OutboxTransaction begin() throws SQLException {
        return new OutboxTransaction(database, versions, committed);
    }

    void appendAndRollBack(String aggregateId) {
        try (Connection connection = database.kept("category_app").getConnection()) {
            connection.setAutoCommit(false);
            append(connection, UUID.randomUUID(), "category", aggregateId, "{}", null);
            connection.rollback();
            versions.merge(aggregateId, -1L, Long::sum);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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

    /**
     * Makes the server write the slot to disk, which it does when it reads a record of the running transactions; it writes one
     * every 15 s by itself.
     */
    void letTheSlotBeWritten() {
        // PostgreSQL 15 has no function for it, but a checkpoint writes such a record.
        execute(serverVersion() < 16 ? "checkpoint" : "select pg_log_standby_snapshot()");
    }

    /** Returns the major version of PostgreSQL. */
    long serverVersion() {
        return count("select current_setting('server_version_num')::int / 10000");
    }

    /** Returns the number that a query of the superuser returns. */
    long count(String sql) {
        return Long.parseLong(query(sql));
    }

    /** The first column of the first row, as the superuser. */
    String query(String sql) {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns when the slot has confirmed all that is written by now. */
    void awaitAcknowledged(String slot) {
        String written = query("select pg_current_wal_insert_lsn()");
        Awaitility.await("acknowledgement of " + written)
                .atMost(PATIENCE)
                .until(() -> "t"
                        .equals(query("select confirmed_flush_lsn >= '" + written + "' from pg_replication_slots"
                                + " where slot_name = '" + slot + "'")));
    }

    /** Returns when a backend streams from the slot. */
    void awaitStreaming(String slot) {
        Awaitility.await("a stream from " + slot)
                .atMost(PATIENCE)
                .until(() -> "t"
                        .equals(query(
                                "select coalesce(bool_or(active), false) from pg_replication_slots where slot_name = '"
                                        + slot + "'")));
    }

    private void append(
            Connection connection,
            UUID id,
            String aggregateType,
            String aggregateId,
            String payload,
            @Nullable String traceparent)
            throws SQLException {
        append(connection, id, aggregateType, aggregateId, payload, traceparent, Instant.now());
    }

    private void append(
            Connection connection,
            UUID id,
            String aggregateType,
            String aggregateId,
            String payload,
            @Nullable String traceparent,
            Instant occurredAt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            statement.setObject(1, id);
            statement.setString(2, aggregateType);
            statement.setString(3, aggregateId);
            statement.setLong(4, versions.merge(aggregateId, 1L, Long::sum));
            statement.setString(5, payload);
            statement.setLong(6, micros(occurredAt));
            statement.setString(7, traceparent);
            statement.execute();
        }
    }

    /**
     * Returns the microseconds for any year. A duration between two instants would be counted in nanoseconds, which overflow.
     */
    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
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
