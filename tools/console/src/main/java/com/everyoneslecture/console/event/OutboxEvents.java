package com.everyoneslecture.console.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

    private static final String BETWEEN =
            COLUMNS + "where occurred_at between ? and ? order by occurred_at desc limit ?";

    private static final String OF_AGGREGATE =
            COLUMNS + "where aggregateid = ? order by aggregateversion desc, occurred_at desc limit ?";

    private static final String OF_ID = COLUMNS + "where id = ? limit 1";

    private final DataSource database;

    OutboxEvents(DataSource database) {
        this.database = database;
    }

    /** Returns the newest events that occurred between these times, the newest first. */
    List<EventTimeline> between(Instant from, Instant to, int limit) throws SQLException {
        return query(BETWEEN, EventTime.micros(from), EventTime.micros(to), limit);
    }

    /** Returns the newest events of an aggregate of any type, the newest first. */
    List<EventTimeline> of(String aggregateId, int limit) throws SQLException {
        return query(OF_AGGREGATE, aggregateId, limit);
    }

    /** Returns the event with this id, as a list of one; an empty list if the outbox has none. */
    List<EventTimeline> of(UUID id) throws SQLException {
        return query(OF_ID, id);
    }

    private List<EventTimeline> query(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setObject(index + 1, parameters[index]);
            }
            List<EventTimeline> events = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events.add(EventTimeline.inOutbox(new EventTimeline.Event(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getString(6),
                            EventTime.ofMicros(row.getLong(7)))));
                }
            }
            return events;
        }
    }
}
