package com.everyoneslecture.slot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the publication must be like: inserts alone, of the outbox alone, as rows of the root, with every column needed. */
final class PublicationPoints {

    private static final String AREA = "publication";

    private static final Set<String> COLUMNS = Set.of(
            "id", "aggregatetype", "aggregateid", "aggregateversion", "type", "payload", "occurred_at", "traceparent");

    private static final String PUBLICATION =
            "select pubinsert and not (pubupdate or pubdelete or pubtruncate), pubviaroot from pg_publication"
                    + " where pubname = ?";

    private static final String PUBLISHED_TABLES = """
            select schemaname || '.' || tablename, attnames
            from pg_publication_tables
            where pubname = ?
            """;

    private final Database database;
    private final String publication;
    private final String outbox;

    private record Kind(boolean insertsOnly, boolean viaRoot) {}

    private record Published(String table, Set<String> columns) {}

    PublicationPoints(Database database, SlotSettings settings) {
        this.database = database;
        this.publication = settings.publication();
        this.outbox = settings.table();
    }

    Finding publication(Connection connection) throws SQLException {
        return kind(connection) != null
                ? Finding.ok(AREA, "exists", publication)
                : Finding.fail(
                                AREA,
                                "exists",
                                "there is no publication '" + publication + "' in " + database.address(),
                                "create publication " + publication + " for table " + tableWithColumns()
                                        + " with (publish = 'insert', publish_via_partition_root = true)")
                        .advising("run the migrations of the category database, or correct relay.slot.publication");
    }

    @Nullable
    Finding operations(Connection connection) throws SQLException {
        Kind kind = kind(connection);
        if (kind == null) {
            return null;
        }
        return kind.insertsOnly()
                ? Finding.ok(AREA, "operations", "inserts only")
                : Finding.fail(
                        AREA,
                        "operations",
                        "publication '" + publication + "' does not publish inserts only",
                        "alter publication " + publication + " set (publish = 'insert')");
    }

    @Nullable
    Finding root(Connection connection) throws SQLException {
        Kind kind = kind(connection);
        if (kind == null) {
            return null;
        }
        return kind.viaRoot()
                ? Finding.ok(AREA, "partitions", "published under the name of the table")
                : Finding.fail(
                        AREA,
                        "partitions",
                        "publication '" + publication + "' publishes partitions under their own names",
                        "alter publication " + publication + " set (publish_via_partition_root = true)");
    }

    @Nullable
    Finding table(Connection connection) throws SQLException {
        Kind kind = kind(connection);
        // Without the root's name, it is the partitions that are published.
        if (kind == null || !kind.viaRoot()) {
            return null;
        }
        return publishesOutboxAlone(connection)
                ? Finding.ok(AREA, "table", outbox + " alone")
                : Finding.fail(
                        AREA,
                        "table",
                        "publication '" + publication + "' does not publish '" + outbox + "' alone",
                        setTable());
    }

    @Nullable
    Finding columns(Connection connection) throws SQLException {
        if (!publishesOutboxAlone(connection)) {
            return null;
        }
        Set<String> missing = new TreeSet<>(COLUMNS);
        published(connection).forEach(table -> missing.removeAll(table.columns()));
        return missing.isEmpty()
                ? Finding.ok(AREA, "columns", "all that the relay needs")
                : Finding.fail(
                        AREA,
                        "columns",
                        "publication '" + publication + "' leaves out the columns " + missing,
                        setTable());
    }

    private boolean publishesOutboxAlone(Connection connection) throws SQLException {
        List<Published> tables = published(connection);
        return tables.size() == 1 && tables.get(0).table().equals(outbox);
    }

    private List<Published> published(Connection connection) throws SQLException {
        return Query.rows(
                connection,
                PUBLISHED_TABLES,
                row -> new Published(
                        row.getString(1), Set.of((String[]) row.getArray(2).getArray())),
                publication);
    }

    private @Nullable Kind kind(Connection connection) throws SQLException {
        return Query.first(connection, PUBLICATION, row -> new Kind(row.getBoolean(1), row.getBoolean(2)), publication);
    }

    private String setTable() {
        return "alter publication " + publication + " set table " + tableWithColumns();
    }

    private String tableWithColumns() {
        return outbox + " (" + String.join(", ", new TreeSet<>(COLUMNS)) + ")";
    }
}
