package com.everyoneslecture.outbox.test;

import com.everyoneslecture.outbox.event.Bytes;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current row of a result, whose table may lack the columns that an outbox of an earlier version, or one of Debezium's, does not have.
 *
 * @param columns the names of those that it has
 */
record AppendedRow(ResultSet rows, Set<String> columns) {

    static AppendedRow of(ResultSet rows) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        Set<String> columns = new HashSet<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            columns.add(metaData.getColumnName(i));
        }
        return new AppendedRow(rows, columns);
    }

    AppendedEvent event() throws SQLException {
        Object payload = rows.getObject("payload");
        return new AppendedEvent(
                rows.getObject("id", UUID.class),
                rows.getString("aggregatetype"),
                rows.getString("aggregateid"),
                rows.getLong("aggregateversion"),
                rows.getString("type"),
                payload instanceof byte[] ? null : rows.getString("payload"),
                payload instanceof byte[] bytes ? Bytes.over(bytes) : bytes("payload_bytes"),
                Instant.EPOCH.plus(rows.getLong("occurred_at"), ChronoUnit.MICROS),
                text("traceparent"),
                text("record_key"),
                text("headers"),
                text("content_type"),
                columns.contains("append_order") ? rows.getObject("append_order", Long.class) : null);
    }

    private @Nullable String text(String column) throws SQLException {
        return columns.contains(column) ? rows.getString(column) : null;
    }

    private @Nullable Bytes bytes(String column) throws SQLException {
        byte[] value = columns.contains(column) ? rows.getBytes(column) : null;
        return value == null ? null : Bytes.over(value);
    }
}
