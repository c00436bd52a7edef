package com.everyoneslecture.slot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the relay must find in the database before it starts. Debezium would find most of it out for itself, but it retries
 * for half an hour, creates what it should not, or dies with a message that helps nobody.
 */
public final class Prerequisites {

    private static final int OLDEST_VERSION = 150_000;

    private static final Set<String> COLUMNS = Set.of(
            "id", "aggregatetype", "aggregateid", "aggregateversion", "type", "payload", "occurred_at", "traceparent");

    private static final String SERVER = """
            select current_setting('server_version_num')::int,
                   pg_is_in_recovery(),
                   current_setting('wal_level'),
                   rolreplication or rolsuper
                       -- What a managed service has in place of the attribute.
                       or exists (select from pg_roles as managed
                                  where managed.rolname = 'rds_replication'
                                    and pg_has_role(current_user, managed.oid, 'member')),
                   to_regclass(?) is not null
            from pg_roles
            where rolname = current_user
            """;

    private static final String PUBLICATION =
            "select pubinsert and not (pubupdate or pubdelete or pubtruncate), pubviaroot from pg_publication"
                    + " where pubname = ?";

    private static final String PUBLISHED_TABLES = """
            select schemaname || '.' || tablename, attnames
            from pg_publication_tables
            where pubname = ?
            """;

    private final Database database;
    private final SlotSettings settings;

    /** Connects to nothing yet. */
    public Prerequisites(Database database, SlotSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Returns if all is there.
     *
     * @throws PrerequisiteException if something is not; the first thing that is not
     * @throws SQLException if the server cannot be asked
     */
    public void check() throws SQLException {
        try (Connection connection = database.connect()) {
            checkServer(connection);
            checkSelect(connection);
            checkPublication(connection);
            checkPublishedTable(connection);
        }
    }

    private void checkServer(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SERVER)) {
            statement.setString(1, settings.table());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                require(
                        row.getInt(1) >= OLDEST_VERSION,
                        "PostgreSQL is older than 15, the first with column lists in publications",
                        "upgrade PostgreSQL to 15 or newer");
                if (row.getBoolean(2)) {
                    // Not a prerequisite: a failover may be on its way.
                    throw new SQLException(
                            database.address() + " is a standby; the slot lives on the primary", "57P03");
                }
                require(
                        row.getString(3).equals("logical"),
                        "wal_level is '" + row.getString(3) + "', not 'logical'",
                        "alter system set wal_level = 'logical'; then restart PostgreSQL");
                require(
                        row.getBoolean(4),
                        "role '" + database.username() + "' may not replicate",
                        "alter role " + database.username() + " replication");
                require(
                        row.getBoolean(5),
                        "there is no table '" + settings.table() + "' in " + database.address(),
                        "run the migrations of the category database, or correct relay.slot.table");
            }
        }
    }

    private void checkSelect(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select has_table_privilege(?, 'select')")) {
            statement.setString(1, settings.table());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                require(
                        row.getBoolean(1),
                        "role '" + database.username() + "' may not read '" + settings.table() + "'",
                        "grant select on " + settings.table() + " to " + database.username());
            }
        }
    }

    private void checkPublication(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUBLICATION)) {
            statement.setString(1, settings.publication());
            try (ResultSet row = statement.executeQuery()) {
                require(
                        row.next(),
                        "there is no publication '" + settings.publication() + "' in " + database.address(),
                        "run the migrations of the category database, or correct relay.slot.publication");
                require(
                        row.getBoolean(1),
                        "publication '" + settings.publication() + "' does not publish inserts only",
                        "alter publication " + settings.publication() + " set (publish = 'insert')");
                require(
                        row.getBoolean(2),
                        "publication '" + settings.publication() + "' publishes partitions under their own names",
                        "alter publication " + settings.publication() + " set (publish_via_partition_root = true)");
            }
        }
    }

    private void checkPublishedTable(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUBLISHED_TABLES)) {
            statement.setString(1, settings.publication());
            try (ResultSet row = statement.executeQuery()) {
                boolean only = row.next() && row.getString(1).equals(settings.table());
                Set<String> missing = new TreeSet<>(COLUMNS);
                if (only) {
                    missing.removeAll(Set.of((String[]) row.getArray(2).getArray()));
                }
                require(
                        only && !row.next(),
                        "publication '" + settings.publication() + "' does not publish '" + settings.table()
                                + "' alone",
                        setTable());
                require(
                        missing.isEmpty(),
                        "publication '" + settings.publication() + "' leaves out the columns " + missing,
                        setTable());
            }
        }
    }

    private String setTable() {
        return "alter publication " + settings.publication() + " set table " + settings.table() + " ("
                + String.join(", ", new TreeSet<>(COLUMNS)) + ")";
    }

    private static void require(boolean fulfilled, String problem, String remedy) {
        if (!fulfilled) {
            throw new PrerequisiteException(problem, remedy);
        }
    }
}
