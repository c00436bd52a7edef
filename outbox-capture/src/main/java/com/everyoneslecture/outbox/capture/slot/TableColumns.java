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

    private static final String RECORD_KEY = "record_key";

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, null), not a.attnotnull
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname = ? and a.attnum > 0 and not a.attisdropped
            """;

    /**
     * A key of events of several aggregates is shared only if some of them have it as their separate key: aggregates of several
     * types may have one id, in several topics. The window has the selected rows alone, because only their order matters.
     */
    private static final String ORDER = """
             window of_key as (partition by coalesce(record_key, aggregateid))
             order by coalesce(record_key, aggregateid),
                 case when count(record_key) over of_key > 0
                         and (min(aggregateid) over of_key <> max(aggregateid) over of_key
                              or min(aggregatetype) over of_key <> max(aggregatetype) over of_key)
                      then append_order end nulls first,
                 aggregatetype, aggregateid, aggregateversion, append_order nulls first
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
     * Returns the clauses of SQL that order events as they have to be published: events of an aggregate by their versions, and
     * events of one version in the order in which they were appended. Events of a key that several aggregates share are in the
     * order in which they were appended; those of earlier versions of the table, which have no number, come first.
     */
    public String order() {
        String versions = " order by aggregatetype, aggregateid, aggregateversion";
        if (!has(OutboxColumns.APPEND_ORDER)) {
            return versions;
        }
        return has(RECORD_KEY) ? ORDER : versions + ", append_order nulls first";
    }

    /** Returns the SQL expression for the separate key of an event; it is null for an event whose key is the aggregate id. */
    public String recordKey() {
        return has(RECORD_KEY) ? RECORD_KEY : "null::text";
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
