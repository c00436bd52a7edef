package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Pooler;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the server, the relay's role and the outbox. */
final class ServerChecks {

    private static final int OLDEST_VERSION = 150_000;

    private final Database database;
    private final OutboxNames outbox;
    private final String table;
    private final String schema;
    private final Migration migration;

    ServerChecks(Database database, SlotSettings settings) {
        this.database = database;
        this.outbox = settings.outbox();
        this.table = outbox.qualified();
        this.schema = outbox.schema();
        this.migration = new Migration(database, outbox);
    }

    Finding version(Connection connection) throws SQLException {
        String version = setting(connection, "server_version");
        return Integer.parseInt(setting(connection, "server_version_num")) >= OLDEST_VERSION
                ? Finding.ok("server", "version", "PostgreSQL " + version)
                : Finding.fail(
                                "server",
                                "version",
                                "PostgreSQL is older than 15, the first version with column lists in publications",
                                null)
                        .advising("upgrade PostgreSQL to 15 or newer");
    }

    boolean isStandby(Connection connection) throws SQLException {
        return Query.isTrue(connection, "select pg_is_in_recovery()");
    }

    String standby() {
        return database.address() + " is a standby; the slot is on the primary";
    }

    Finding primary(Connection connection) throws SQLException {
        return isStandby(connection)
                ? Finding.fail("server", "primary", standby(), null)
                        .advising("name the primary in relay.database.url, or promote this server: select pg_promote()")
                : Finding.ok("server", "primary", "no standby");
    }

    Finding direct(Connection connection) throws SQLException {
        return Pooler.dropsOptions(connection)
                ? Finding.fail("server", "direct", "a pooler is between the relay and " + database.address(), null)
                        .advising(Pooler.REMEDY)
                : Finding.ok("server", "direct", "no pooler");
    }

    Finding walLevel(Connection connection) throws SQLException {
        String level = setting(connection, "wal_level");
        return level.equals("logical")
                ? Finding.ok("server", "wal_level", level)
                : Finding.fail(
                        "server",
                        "wal_level",
                        "wal_level is '" + level + "', not 'logical'",
                        "alter system set wal_level = 'logical'; -- then restart PostgreSQL");
    }

    /** The server converts no text of such a database, so what a writer stores in another encoding cannot be read again. */
    Finding encoding(Connection connection) throws SQLException {
        String encoding = setting(connection, "server_encoding");
        return encoding.equals("SQL_ASCII")
                ? Finding.warn(
                                "server",
                                "encoding",
                                "the database has the encoding SQL_ASCII, which accepts bytes that are not UTF-8: one such row in the"
                                        + " outbox stops all events",
                                null)
                        .advising("move to a database of the encoding UTF8, by pg_dump and"
                                + " create database … encoding 'UTF8' template template0")
                : Finding.ok("server", "encoding", encoding);
    }

    Finding replication(Connection connection) throws SQLException {
        String role = database.username();
        return ManagedServer.mayReplicate(connection)
                ? Finding.ok("role", "replication", "role '" + role + "' may replicate")
                : Finding.fail(
                        "role",
                        "replication",
                        "role '" + role + "' may not replicate",
                        ManagedServer.of(connection).allowReplication(role));
    }

    Finding schema(Connection connection) throws SQLException {
        String role = database.username();
        return maySeeSchema(connection)
                ? Finding.ok("role", "schema", "role '" + role + "' may use schema '" + schema + "'")
                : Finding.fail(
                        "role",
                        "schema",
                        "role '" + role + "' may not use schema '" + schema + "'",
                        "grant usage on schema " + outbox.quotedSchema() + " to " + OutboxNames.quoted(role));
    }

    Finding table(Connection connection) throws SQLException {
        return hasTable(connection)
                ? Finding.ok("table", "exists", table)
                : Finding.fail(
                                "table",
                                "exists",
                                "there is no table '" + table + "' in " + database.address(),
                                migration.command())
                        .advising(migration.advice("relay.slot.table"));
    }

    /** Recovery reads the list of dropped partitions, too, which an adopted outbox lacks. */
    @Nullable
    Finding select(Connection connection) throws SQLException {
        if (!hasTable(connection) || !maySeeSchema(connection)) {
            return null;
        }
        String role = database.username();
        for (String each : List.of(table, outbox.droppedPartitions())) {
            if (!Query.isTrue(
                    connection, "select coalesce(has_table_privilege(to_regclass(?), 'select'), true)", each)) {
                return Finding.fail(
                        "role",
                        "select",
                        "role '" + role + "' may not read '" + each + "'",
                        "grant select on " + each + " to " + OutboxNames.quoted(role));
            }
        }
        return Finding.ok("role", "select", "role '" + role + "' may read '" + table + "'");
    }

    /** Migrations that a superuser runs take this right from all roles but the relay's usual one. */
    Finding slotLock(Connection connection) throws SQLException {
        String role = database.username();
        return Query.isTrue(connection, "select has_function_privilege('" + SlotTaking.LOCK + "', 'execute')")
                ? Finding.ok("role", "lock", "role '" + role + "' may take the slot")
                : Finding.fail(
                        "role",
                        "lock",
                        "role '" + role + "' may not call " + SlotTaking.LOCK + ", so it cannot take the slot",
                        "grant execute on function " + SlotTaking.LOCK + " to " + OutboxNames.quoted(role));
    }

    /** Such rows are in the stream, but recovery, the check of safe points and verify would not see them. */
    @Nullable
    Finding rowSecurity(Connection connection) throws SQLException {
        if (!hasTable(connection) || !maySeeSchema(connection)) {
            return null;
        }
        String role = database.username();
        for (String each : List.of(table, outbox.droppedPartitions())) {
            if (Query.isTrue(
                    connection,
                    "select coalesce((select row_security_active(to_regclass(?)) where to_regclass(?) is not null), false)",
                    each,
                    each)) {
                return Finding.fail(
                                "role",
                                "row level security",
                                "row level security may hide rows of '" + each + "' from role '" + role + "'",
                                "alter table " + each + " disable row level security")
                        .advising("alter role " + OutboxNames.quoted(role) + " bypassrls; or");
            }
        }
        return Finding.ok("role", "row level security", "role '" + role + "' sees all rows of '" + table + "'");
    }

    /** Reads the catalogue, because every role may read it, even without rights on the table. */
    private boolean hasTable(Connection connection) throws SQLException {
        return Query.isTrue(
                connection,
                "select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p'))",
                outbox.schema(),
                outbox.table());
    }

    private boolean maySeeSchema(Connection connection) throws SQLException {
        return Query.isTrue(
                connection,
                "select coalesce((select has_schema_privilege(oid, 'usage') from pg_namespace where nspname = ?), true)",
                schema);
    }

    private static String setting(Connection connection, String name) throws SQLException {
        String value = Query.first(connection, "select current_setting(?)", row -> row.getString(1), name);
        return value == null ? "" : value;
    }
}
