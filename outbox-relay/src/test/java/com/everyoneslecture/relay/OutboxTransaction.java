package com.everyoneslecture.relay;

import com.everyoneslecture.testservices.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * An open transaction that appends rows in all ways of SQL. While it is open, no other transaction appends to the same
 * aggregates, because of the application's row locks.
 */
final class OutboxTransaction implements AutoCloseable {

    private static final String COLUMNS =
            "(id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)";
    private static final String VALUES =
            "(?, 'category', ?, ?, 'LectureCategoryChanged', '{}', extract(epoch from now())::bigint * 1000000)";

    private final Connection connection;
    private final Map<String, Long> versions;
    private final Map<String, Long> staged = new HashMap<>();
    private final List<UUID> committed;
    private final List<UUID> ids = new ArrayList<>();

    /** Adds to both of these when it commits. */
    OutboxTransaction(TestDatabase database, Map<String, Long> versions, List<UUID> committed) throws SQLException {
        this.versions = versions;
        this.committed = committed;
        connection = database.as("category_app").getConnection();
        connection.setAutoCommit(false);
    }

    /** Inserts with one statement for each row. */
    void insert(String aggregateId, int rows) throws SQLException {
        for (int row = 0; row < rows; row++) {
            insertTogether(aggregateId, 1);
        }
    }

    /** Inserts with one statement with many rows of values. */
    void insertTogether(String aggregateId, int rows) throws SQLException {
        String sql =
                "insert into outbox " + COLUMNS + " values " + String.join(", ", Collections.nCopies(rows, VALUES));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int row = 0; row < rows; row++) {
                statement.setObject(3 * row + 1, nextId());
                statement.setString(3 * row + 2, aggregateId);
                statement.setLong(3 * row + 3, nextVersion(aggregateId));
            }
            statement.execute();
        }
    }

    /** Inserts with {@code INSERT … SELECT}. */
    void insertSelected(String aggregateId, int rows) throws SQLException {
        String sql = "insert into outbox " + COLUMNS
                + " select id, 'category', ?, ? + number, 'LectureCategoryChanged', '{}',"
                + " extract(epoch from now())::bigint * 1000000 from unnest(?::uuid[]) with ordinality as t (id, number)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, aggregateId);
            statement.setLong(2, nextVersion(aggregateId) - 1);
            Object[] selected = new Object[rows];
            for (int row = 0; row < rows; row++) {
                selected[row] = nextId();
            }
            staged.merge(aggregateId, rows - 1L, Long::sum);
            statement.setArray(3, connection.createArrayOf("uuid", selected));
            statement.execute();
        }
    }

    /** Inserts with {@code COPY}. */
    void copy(String aggregateId, int rows) throws SQLException, IOException {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            lines.append(nextId()).append("\tcategory\t").append(aggregateId).append('\t');
            lines.append(nextVersion(aggregateId)).append("\tLectureCategoryChanged\t{}\t");
            lines.append(System.currentTimeMillis() * 1_000).append('\n');
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy outbox " + COLUMNS + " from stdin", new StringReader(lines.toString()));
    }

    /** Appends rows, and rolls back to a savepoint. */
    void insertAndTakeBack(String aggregateId, int rows) throws SQLException {
        Map<String, Long> stagedBefore = Map.copyOf(staged);
        List<UUID> idsBefore = List.copyOf(ids);
        Savepoint before = connection.setSavepoint();
        insertTogether(aggregateId, rows);
        connection.rollback(before);
        staged.clear();
        staged.putAll(stagedBefore);
        ids.clear();
        ids.addAll(idsBefore);
    }

    void commit() throws SQLException {
        connection.commit();
        staged.forEach((aggregateId, rows) -> versions.merge(aggregateId, rows, Long::sum));
        committed.addAll(ids);
        forget();
    }

    void rollBack() throws SQLException {
        connection.rollback();
        forget();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void forget() {
        staged.clear();
        ids.clear();
    }

    private UUID nextId() {
        UUID id = UUID.randomUUID();
        ids.add(id);
        return id;
    }

    private long nextVersion(String aggregateId) {
        return versions.getOrDefault(aggregateId, 0L) + staged.merge(aggregateId, 1L, Long::sum);
    }
}
