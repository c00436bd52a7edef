package com.everyoneslecture.benchmarks.write;

import com.everyoneslecture.benchmarks.servers.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes categories with the statements of the category service, each change in a separate transaction. */
final class CategoryWriter implements AutoCloseable {

    private static final String OUTBOX = """
            insert into outbox
                (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Connection connection;
    private final boolean outbox;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement update;
    private final PreparedStatement append;

    CategoryWriter(Connection connection, boolean outbox) throws SQLException {
        this.connection = connection;
        this.outbox = outbox;
        connection.setAutoCommit(false);
        insert = connection.prepareStatement(
                "insert into lecture_category (category_name,version) values (?,?)", Statement.RETURN_GENERATED_KEYS);
        select = connection.prepareStatement("select lc1_0.category_id,lc1_0.category_name,lc1_0.version"
                + " from lecture_category lc1_0 where lc1_0.category_id=? for no key update");
        update = connection.prepareStatement(
                "update lecture_category set category_name=?,version=? where category_id=? and version=?");
        append = connection.prepareStatement(OUTBOX);
    }

    /** Creates a category and returns its id. */
    long create() throws SQLException {
        insert.setString(1, "쓰기");
        insert.setLong(2, 1);
        insert.executeUpdate();
        try (ResultSet keys = insert.getGeneratedKeys()) {
            keys.next();
            long categoryId = keys.getLong(1);
            append("INSERT", categoryId, 1);
            connection.commit();
            return categoryId;
        }
    }

    void rename(long categoryId) throws SQLException {
        long version = lock(categoryId);
        update.setString(1, "쓰기 " + version);
        update.setLong(2, version + 1);
        update.setLong(3, categoryId);
        update.setLong(4, version);
        update.executeUpdate();
        append("UPDATE", categoryId, version + 1);
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long lock(long categoryId) throws SQLException {
        select.setLong(1, categoryId);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(3);
        }
    }

    private void append(String jobType, long categoryId, long version) throws SQLException {
        if (!outbox) {
            return;
        }
        append.setObject(1, EventId.next());
        append.setString(2, "category");
        append.setString(3, Long.toString(categoryId));
        append.setLong(4, version);
        append.setString(5, "LectureCategoryChanged");
        append.setString(6, """
                {"eventType":"LectureCategoryChanged","timestamp":"2022-08-08-12:12:37","jobType":"%s",\
                "categoryId":%s,"categoryName":"쓰기 %s"}""".formatted(jobType, categoryId, version));
        append.setLong(7, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        append.setString(8, null);
        append.executeUpdate();
    }
}
