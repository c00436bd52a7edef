package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The columns of the outbox and their types. */
final class OutboxColumns {

    private static final String AREA = "table";
    private static final String TEXT = "text";

    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            "id", "uuid",
            "aggregatetype", TEXT,
            "aggregateid", TEXT,
            "aggregateversion", "bigint",
            "type", TEXT,
            "payload", TEXT,
            "occurred_at", "bigint",
            "traceparent", TEXT,
            "tx_id", "xid8"));

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, null)
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname || '.' || c.relname = ? and a.attnum > 0 and not a.attisdropped
            """;

    private final String table;

    private record Column(String name, String type) {}

    OutboxColumns(SlotSettings slot) {
        this.table = slot.table();
    }

    List<Finding> look(Connection connection) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        Query.rows(connection, COLUMNS, row -> new Column(row.getString(1), row.getString(2)), table)
                .forEach(column -> found.put(column.name(), column.type()));
        if (found.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        TYPES.forEach((name, type) -> {
            String actual = found.get(name);
            if (actual == null) {
                findings.add(Finding.fail(
                        AREA,
                        "column " + name,
                        "is missing",
                        "alter table " + table + " add column " + definition(name)));
            } else if (!actual.equals(type) && !(type.equals(TEXT) && actual.startsWith("character varying"))) {
                findings.add(Finding.fail(
                        AREA,
                        "column " + name,
                        "is of type " + actual + ", not " + type,
                        "alter table " + table + " alter column " + name + " type " + type + " using " + name + "::"
                                + type));
            }
        });
        return findings.isEmpty() ? List.of(Finding.ok(AREA, "columns", "all there, of the right types")) : findings;
    }

    private static String definition(String name) {
        return switch (name) {
            case "tx_id" -> "tx_id xid8 not null default pg_current_xact_id()";
            case "traceparent" -> "traceparent text";
            default -> name + " " + TYPES.get(name) + " not null";
        };
    }
}
