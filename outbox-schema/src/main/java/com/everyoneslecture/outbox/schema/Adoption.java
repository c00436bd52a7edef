package com.everyoneslecture.outbox.schema;

import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a table that follows Debezium's convention into an outbox: {@code id, aggregatetype, aggregateid, type, payload}. */
final class Adoption {

    /** Rewriting this many rows takes about one second, and appends wait for it. */
    static final int MOST_ROWS = 100_000;

    private static final Set<String> TEXT = Set.of("text", "character varying");

    /** The types that the columns of the convention may have. */
    private static final Map<String, Set<String>> CONVENTION = new LinkedHashMap<>();

    /** The types of further columns, if the table has them. */
    private static final Map<String, Set<String>> FURTHER = new LinkedHashMap<>();

    static {
        CONVENTION.put("id", Set.of("uuid"));
        CONVENTION.put("aggregatetype", TEXT);
        CONVENTION.put("aggregateid", TEXT);
        CONVENTION.put("type", TEXT);
        CONVENTION.put("payload", Set.of("text", "character varying", "json", "jsonb", "bytea"));
        FURTHER.put("aggregateversion", Set.of("bigint"));
        FURTHER.put("occurred_at", Set.of("bigint"));
        FURTHER.put("traceparent", TEXT);
        FURTHER.put("tx_id", Set.of("xid8"));
        FURTHER.put("payload_bytes", Set.of("bytea"));
        FURTHER.put("tombstone", Set.of("boolean"));
        FURTHER.put("record_key", TEXT);
        FURTHER.put("headers", Set.of("jsonb"));
        FURTHER.put("content_type", TEXT);
        FURTHER.put("append_order", Set.of("bigint"));
    }

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, null)
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
            """;

    private final OutboxNames names;
    private final Template template;

    Adoption(OutboxDefinition outbox, Template template) {
        this.names = outbox.names();
        this.template = template;
    }

    /** Returns the reasons for which the table cannot become an outbox; empty if it can. */
    List<Deviation> obstacles(Connection connection) throws SQLException {
        Map<String, String> columns = columns(connection);
        if (columns.isEmpty()) {
            return List.of(new Deviation(
                    "table " + names.qualified(), "is missing", "correct --schema and --table, or run apply instead"));
        }
        List<Deviation> obstacles = new ArrayList<>();
        CONVENTION.forEach((column, types) -> {
            if (!columns.containsKey(column)) {
                obstacles.add(
                        new Deviation(
                                "column " + column,
                                "is missing",
                                "alter table " + names.qualified() + " rename column … to " + column
                                        + ": an outbox of Debezium's convention has id, aggregatetype, aggregateid, type and payload"));
            }
        });
        Map<String, Set<String>> types = new LinkedHashMap<>(CONVENTION);
        types.putAll(FURTHER);
        types.forEach((column, allowed) -> {
            String type = columns.get(column);
            if (type != null && !allowed.contains(type)) {
                obstacles.add(new Deviation(
                        "column " + column,
                        "is of type " + type + ", not "
                                + String.join(" or ", allowed.stream().sorted().toList()),
                        CONVENTION.containsKey(column)
                                ? "change its type"
                                : "rename it: the outbox needs a column of this name"));
            }
        });
        if (obstacles.isEmpty() && rows(connection) > MOST_ROWS) {
            obstacles.add(new Deviation(
                    "table " + names.qualified(),
                    "has more than " + MOST_ROWS + " rows, and adopting it rewrites them while appends wait",
                    "delete those that Debezium has published, some thousands at a time"));
        }
        return obstacles;
    }

    /** Returns the number of rows of the table, but at most one above the limit. */
    long rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from (select from " + names.qualified()
                        + " limit " + (MOST_ROWS + 1) + ") as bounded")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Returns the SQL for a table without obstacles. */
    String sql(Connection connection) throws SQLException {
        return template.render("adopt.sql") + constraints(columns(connection)) + template.render("publication.sql");
    }

    /** The constraints apply to new rows only, because existing rows may break them. */
    private String constraints(Map<String, String> columns) {
        StringBuilder sql = new StringBuilder();
        Map<String, String> conditions = new LinkedHashMap<>(Checks.conditions());
        // Debezium publishes a null payload as a tombstone, and writers of this table rely on it.
        conditions.put(
                "payload_one", "(num_nonnulls(payload, payload_bytes) <= case when tombstone then 0 else 1 end)");
        String type = String.valueOf(columns.get("payload"));
        if (!TEXT.contains(type)) {
            String length = type.equals("bytea") ? "octet_length(payload)" : "octet_length(payload::text)";
            conditions.put("payload_size", "(" + length + " <= 524288)");
        }
        conditions.forEach((name, condition) -> {
            String constraint = OutboxNames.quoted(names.table() + "_" + name);
            sql.append("alter table ")
                    .append(names.qualified())
                    .append(" drop constraint if exists ")
                    .append(constraint)
                    .append(", add constraint ")
                    .append(constraint)
                    .append(" check (")
                    .append(condition)
                    .append(") not valid;\n");
        });
        return sql.toString();
    }

    private Map<String, String> columns(Connection connection) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, names.schema());
            statement.setString(2, names.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.put(row.getString(1), row.getString(2));
                }
            }
        }
        return columns;
    }
}
