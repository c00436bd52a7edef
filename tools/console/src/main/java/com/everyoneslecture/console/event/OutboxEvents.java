package com.everyoneslecture.console.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Rows of the outbox. */
final class OutboxEvents {

    private static final String COLUMNS = """
            select id, aggregatetype, aggregateid, aggregateversion, type, left(payload, 4096), occurred_at
            from outbox
            """;

    private static final String SINCE = COLUMNS + "where occurred_at >= ? order by occurred_at desc limit ?";

    private static final String OF_AGGREGATE =
            COLUMNS + "where aggregateid = ? order by aggregateversion desc, occurred_at desc limit ?";

    private final DataSource database;

    OutboxEvents(DataSource database) {
        this.database = database;
    }

    /** The newest that occurred then or later, the newest first. */
    List<EventLife> since(Instant from, int limit) throws SQLException {
        return query(SINCE, ChronoUnit.MICROS.between(Instant.EPOCH, from), limit);
    }

    /** The newest of an aggregate, whatever its type, the newest first. */
    List<EventLife> of(String aggregateId, int limit) throws SQLException {
        return query(OF_AGGREGATE, aggregateId, limit);
    }

    private List<EventLife> query(String sql, Object first, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, first);
            statement.setInt(2, limit);
            List<EventLife> events = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events.add(EventLife.inOutbox(new EventLife.Event(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getString(6),
                            Instant.EPOCH.plus(row.getLong(7), ChronoUnit.MICROS))));
                }
            }
            return events;
        }
    }
}
