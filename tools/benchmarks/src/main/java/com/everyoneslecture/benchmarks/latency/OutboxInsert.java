package com.everyoneslecture.benchmarks.latency;

import com.everyoneslecture.benchmarks.servers.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Appends to the outbox: the first event of a category, always with the same text except for its number. */
public final class OutboxInsert implements AutoCloseable {

    private static final String INSERT = """
            insert into outbox
                (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
            values (?, 'category', ?, 1, 'LectureCategoryChanged', ?, ?)""";

    private final Connection connection;
    private final PreparedStatement insert;

    /** Appends on a connection, which the caller closes. */
    public OutboxInsert(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        this.insert = connection.prepareStatement(INSERT);
    }

    /** Adds a row to the transaction. */
    public void add(long categoryId) throws SQLException {
        insert.setObject(1, EventId.next());
        insert.setString(2, Long.toString(categoryId));
        insert.setString(3, """
                {"eventType":"LectureCategoryChanged","timestamp":"2022-08-08-12:12:37","jobType":"INSERT",\
                "categoryId":%s,"categoryName":"지연 %s"}""".formatted(categoryId, categoryId));
        insert.setLong(4, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        insert.addBatch();
    }

    /** Returns when the rows are committed. */
    public void commit() throws SQLException {
        insert.executeBatch();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
