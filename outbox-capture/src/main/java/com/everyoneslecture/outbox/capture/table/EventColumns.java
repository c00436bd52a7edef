package com.everyoneslecture.outbox.capture.table;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The columns of an outbox row that make an event. */
final class EventColumns {

    /** For the select list of a query, from its first column. */
    static final String NAMES =
            "id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent, tx_id";

    private EventColumns() {}

    static OutboxEvent event(ResultSet row) throws SQLException {
        return new OutboxEvent(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                null,
                row.getLong(9),
                0);
    }
}
