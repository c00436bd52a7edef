package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.OutboxColumns;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks the columns of the outbox and their types: consumers could not read the values of a column of another type. */
final class ColumnChecks {

    private static final String AREA = "table";
    private static final String TEXT = "text";
    private static final String PAYLOAD = "payload";

    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            "id",
            "uuid",
            "aggregatetype",
            TEXT,
            "aggregateid",
            TEXT,
            "aggregateversion",
            "bigint",
            "type",
            TEXT,
            PAYLOAD,
            TEXT,
            "occurred_at",
            "bigint",
            "traceparent",
            TEXT,
            "tx_id",
            "xid8"));

    /** Further types of the payload; it is published as its text, or as its bytes. */
    private static final Set<String> PAYLOAD_TYPES = Set.of("json", "jsonb", "bytea");

    /** The columns that an outbox may lack. */
    private static final Map<String, String> OPTIONAL_TYPES = new TreeMap<>(Map.of(
            OutboxColumns.PAYLOAD_BYTES,
            "bytea",
            "record_key",
            TEXT,
            "headers",
            "jsonb",
            "content_type",
            TEXT,
            OutboxColumns.APPEND_ORDER,
            "bigint"));

    private static final String PUBLISHED =
            "select exists (select from pg_publication_tables where pubname = ? and schemaname = ? and tablename = ?)";

    private final OutboxNames outbox;
    private final String table;
    private final String publication;
    private final PublicationStatements statements;

    ColumnChecks(SlotSettings settings) {
        this.outbox = settings.outbox();
        this.table = outbox.qualified();
        this.publication = settings.publication();
        this.statements = new PublicationStatements(settings);
    }

    /** Returns one finding for each wrong column, or one that all are right; empty if there is no table. */
    List<Finding> findings(Connection connection) throws SQLException {
        TableColumns found = TableColumns.of(connection, outbox);
        if (found.types().isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        TYPES.keySet().stream().filter(name -> !found.has(name)).forEach(name -> findings.add(missing(name)));
        Map<String, String> types = new TreeMap<>(TYPES);
        types.putAll(OPTIONAL_TYPES);
        for (Map.Entry<String, String> column : types.entrySet()) {
            String actual = found.type(column.getKey());
            if (actual != null && !fits(column.getKey(), actual, column.getValue())) {
                findings.add(wrong(connection, found, column.getKey(), actual, column.getValue()));
            }
        }
        if (found.nullable().contains(PAYLOAD) && !found.has(OutboxColumns.PAYLOAD_BYTES)) {
            findings.add(nullablePayload());
        }
        return findings.isEmpty() ? List.of(Finding.ok(AREA, "columns", "all exist, with the right types")) : findings;
    }

    private static boolean fits(String name, String actual, String type) {
        return actual.equals(type)
                || (type.equals(TEXT) && actual.startsWith("character varying"))
                || (name.equals(PAYLOAD) && PAYLOAD_TYPES.contains(actual));
    }

    /** A row without a payload is a tombstone only if a column marks it as one, and this table has no such column. */
    private Finding nullablePayload() {
        return Finding.fail(
                AREA,
                "column " + PAYLOAD,
                "column payload of " + table + " may be null, and there is no column " + OutboxColumns.PAYLOAD_BYTES
                        + ": a row without a payload would be neither an event nor a tombstone",
                "alter table " + table + " alter column payload set not null");
    }

    private Finding missing(String name) {
        return Finding.fail(
                AREA,
                "column " + name,
                "column " + name + " of " + table + " is missing",
                "alter table " + table + " add column " + definition(name));
    }

    private Finding wrong(Connection connection, TableColumns found, String name, String actual, String type)
            throws SQLException {
        boolean bytes = actual.equals("bytea");
        String converted = bytes ? "convert_from(" + name + ", 'UTF8')" : name + "::" + type;
        String change = "alter table " + table + " alter column " + name + " type " + type + " using " + converted;
        boolean published = Query.isTrue(connection, PUBLISHED, publication, outbox.schema(), outbox.table());
        return Finding.fail(
                AREA,
                "column " + name,
                "column " + name + " of " + table + " is of type " + actual + ", not " + type
                        + (bytes ? "; bytes would be published as their hexadecimal digits" : ""),
                published ? statements.aroundChangeOfColumn(change, found) : change);
    }

    private static String definition(String name) {
        return switch (name) {
            case "tx_id" -> "tx_id xid8 not null default pg_current_xact_id()";
            case "traceparent" -> "traceparent text";
            default -> name + " " + TYPES.get(name) + " not null";
        };
    }
}
