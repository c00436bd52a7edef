package com.everyoneslecture.outbox.append;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An insert of events, which names only the optional columns that they need: a table of an earlier version lacks them, and most
 * events leave them to their defaults.
 */
final class Insert {

    private static final String COLUMNS =
            "id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent";

    private final TableName table;
    private final List<Optional> optional;

    private Insert(TableName table, List<Optional> optional) {
        this.table = table;
        this.optional = optional;
    }

    static Insert of(TableName table, List<NewEvent> events) {
        return new Insert(
                table,
                Arrays.stream(Optional.values())
                        .filter(column -> events.stream().anyMatch(column::isSetBy))
                        .toList());
    }

    String sql(List<NewEvent> events) {
        String columns = optional.stream().map(column -> ", " + column.name).collect(Collectors.joining());
        String values = optional.stream().map(column -> ", " + column.value).collect(Collectors.joining());
        return "insert into " + table.sql() + " (" + COLUMNS + columns + ") values "
                + events.stream()
                        .map(event -> event.aggregateVersion() == null
                                ? "(?, ?, ?, default, ?, ?, ?, ?" + values + ")"
                                : "(?, ?, ?, ?, ?, ?, ?, ?" + values + ")")
                        .collect(Collectors.joining(", "));
    }

    void bind(PreparedStatement statement, List<NewEvent> events) throws SQLException {
        int next = 1;
        for (NewEvent event : events) {
            next = bind(statement, next, event);
            for (Optional column : optional) {
                column.bind(statement, next++, event);
            }
        }
    }

    private static int bind(PreparedStatement statement, int first, NewEvent event) throws SQLException {
        int next = first;
        statement.setObject(next++, event.eventId());
        statement.setString(next++, event.aggregateType());
        statement.setString(next++, event.aggregateId());
        if (event.aggregateVersion() != null) {
            statement.setLong(next++, event.aggregateVersion());
        }
        statement.setString(next++, event.type());
        statement.setString(next++, event.payload().text());
        statement.setLong(next++, event.occurredAtMicros());
        statement.setObject(
                next++, event.traceParent() == null ? null : event.traceParent().value(), Types.VARCHAR);
        return next;
    }

    /** A column that may keep its default. */
    private enum Optional {
        PAYLOAD_BYTES("payload_bytes", "?") {
            @Override
            boolean isSetBy(NewEvent event) {
                return event.payload().bytes() != null;
            }

            @Override
            void bind(PreparedStatement statement, int parameter, NewEvent event) throws SQLException {
                statement.setBytes(parameter, event.payload().bytes());
            }
        },
        TOMBSTONE("tombstone", "?") {
            @Override
            boolean isSetBy(NewEvent event) {
                return event.payload().isNone();
            }

            @Override
            void bind(PreparedStatement statement, int parameter, NewEvent event) throws SQLException {
                statement.setBoolean(parameter, event.payload().isNone());
            }
        },
        RECORD_KEY("record_key", "?") {
            @Override
            boolean isSetBy(NewEvent event) {
                return event.recordKey() != null;
            }

            @Override
            void bind(PreparedStatement statement, int parameter, NewEvent event) throws SQLException {
                statement.setString(parameter, event.recordKey());
            }
        },
        HEADERS("headers", "?::jsonb") {
            @Override
            boolean isSetBy(NewEvent event) {
                return !event.headers().isEmpty();
            }

            @Override
            void bind(PreparedStatement statement, int parameter, NewEvent event) throws SQLException {
                statement.setString(parameter, isSetBy(event) ? HeaderText.of(event.headers()) : null);
            }
        },
        CONTENT_TYPE("content_type", "?") {
            @Override
            boolean isSetBy(NewEvent event) {
                return event.contentType() != null;
            }

            @Override
            void bind(PreparedStatement statement, int parameter, NewEvent event) throws SQLException {
                statement.setString(parameter, event.contentType());
            }
        };

        private final String name;
        private final String value;

        Optional(String name, String value) {
            this.name = name;
            this.value = value;
        }

        abstract boolean isSetBy(NewEvent event);

        abstract void bind(PreparedStatement statement, int parameter, NewEvent event) throws SQLException;
    }
}
