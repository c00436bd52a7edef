package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.OutboxColumns;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the outbox's table, with their types: tables of earlier versions lack some.
 *
 * @param types as PostgreSQL writes them, by the columns' names; empty if there is no table
 * @param nullable the names of the columns that may be null
 */
public record TableColumns(Map<String, String> types, Set<String> nullable) {

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, null), not a.attnotnull
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname = ? and a.attnum > 0 and not a.attisdropped
            """;

    private record Column(String name, String type, boolean nullable) {}

    /**
     * Reads the columns from the catalogue.
     *
     * @throws SQLException if the server is unreachable
     */
    public static TableColumns of(Connection connection, OutboxNames outbox) throws SQLException {
        List<Column> columns = Query.rows(
                connection,
                COLUMNS,
                row -> new Column(row.getString(1), row.getString(2), row.getBoolean(3)),
                outbox.schema(),
                outbox.table());
        return new TableColumns(
                columns.stream().collect(Collectors.toUnmodifiableMap(Column::name, Column::type)),
                columns.stream().filter(Column::nullable).map(Column::name).collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns whether the table has the column. */
    public boolean has(String column) {
        return types.containsKey(column);
    }

    /**
     * Returns the SQL expression for the order in which events have to be published: events of an aggregate by their versions,
     * and events of one version in the order in which they were appended. Aggregates may share the key of an event that has a
     * separate one, so such events are ordered key by key, as they were appended.
     */
    public String order() {
        String appended = has(OutboxColumns.APPEND_ORDER) ? ", append_order nulls first" : "";
        String versions = "aggregatetype, aggregateid, aggregateversion" + appended;
        if (!has("record_key")) {
            return versions;
        }
        String key = ownKey();
        return key + " nulls first"
                + (appended.isEmpty() ? "" : ", case when " + key + " is not null then append_order end nulls first")
                + ", " + versions;
    }

    /** Returns the SQL expression for an event's key if it is not the aggregate id; the expression is null for other events. */
    public String ownKey() {
        return has("record_key") ? "nullif(record_key, aggregateid)" : "null::text";
    }

    @Nullable
    String type(String column) {
        return types.get(column);
    }

    /** The columns that have to be published. */
    List<String> published() {
        return OutboxColumns.of(types.keySet());
    }
}
