package com.everyoneslecture.outbox.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The objects of one outbox in a database that may hold anything else: only these objects are created or changed.
 *
 * <p>Immutable; any thread may use it.
 */
public final class OutboxSchema {

    /** The number of days after today; the relay creates the partitions of later days. */
    private static final int DAYS_WITH_PARTITIONS = 7;

    /**
     * No timeout of the server, the database or the role ends the session, and each name has the same meaning for every user.
     */
    private static final String SESSION_SETTINGS = """
            set statement_timeout = 0;
            set idle_in_transaction_session_timeout = 0;
            set default_transaction_isolation = 'read committed';
            set search_path = pg_catalog, pg_temp;
            select set_config('transaction_timeout', '0', false) where current_setting('transaction_timeout', true) is not null
            """;

    private final OutboxDefinition outbox;
    private final Template template;
    private final Catalogue catalogue;

    public OutboxSchema(OutboxDefinition outbox) {
        this.outbox = outbox;
        this.template = new Template(outbox);
        this.catalogue = new Catalogue(outbox, template);
    }

    /**
     * Returns the SQL that creates the outbox, for the user's own migration tool. A second run does not change existing tables.
     *
     * @param roles creates the roles that are missing, without passwords
     */
    public String sql(boolean roles) {
        return header(roles) + script(roles) + template.render("partitions.sql");
    }

    /**
     * Creates the objects that are missing. A second run changes nothing. Concurrent runs wait for each other.
     *
     * <p>All of it is one transaction, except that each partition of the next days has a separate one. A crash leaves either
     * nothing or a working outbox, and apply can run again.
     *
     * @param database connects as a role that may create tables in the schema and a publication in the database
     * @param roles creates the roles that are missing, too
     * @return the objects that are still not as they should be, because apply changes no existing table; empty if all are
     * @throws SQLException if the database is unreachable or rejects a statement; committed changes stay, and apply can be run
     *     again
     */
    public List<Deviation> apply(DataSource database, boolean roles) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SESSION_SETTINGS);
            connection.setAutoCommit(false);
            lock(statement);
            List<Deviation> obstacles = new ArrayList<>(catalogue.unpartitioned(connection));
            if (!roles) {
                obstacles.addAll(catalogue.missingRoles(connection));
            }
            if (!obstacles.isEmpty()) {
                connection.rollback();
                return obstacles;
            }
            if (!catalogue.deviations(connection).isEmpty()) {
                statement.execute(script(roles));
            }
            connection.commit();
            makePartitions(connection, statement);
            List<Deviation> deviations = catalogue.deviations(connection);
            connection.commit();
            return deviations;
        }
    }

    /**
     * Returns the objects that are missing or not as they should be; empty if all are right. Changes nothing.
     *
     * @throws SQLException if the database is unreachable
     */
    public List<Deviation> check(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SESSION_SETTINGS);
            connection.setReadOnly(true);
            return catalogue.deviations(connection);
        }
    }

    /**
     * Turns a table that follows Debezium's convention into an outbox: {@code id, aggregatetype, aggregateid, type, payload}.
     * Adds the missing columns, constraints, grants and the publication in one transaction, so a crash leaves no change. A
     * second run changes nothing. Appends continue, but wait while the rows are rewritten; writers need no change.
     *
     * <p>The table is not partitioned, so the relay cannot drop old rows.
     *
     * @param database connects as the owner of the table, or as a role that may create a publication of it
     * @throws SQLException if the database is unreachable or rejects a statement; nothing has changed then
     */
    public Adopted adopt(DataSource database) throws SQLException {
        Adoption adoption = new Adoption(outbox, template);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SESSION_SETTINGS);
            connection.setAutoCommit(false);
            lock(statement);
            List<Deviation> obstacles = new ArrayList<>(catalogue.missingRoles(connection));
            obstacles.addAll(adoption.obstacles(connection));
            if (!obstacles.isEmpty()) {
                connection.rollback();
                return new Adopted(obstacles, 0);
            }
            statement.execute(adoption.sql(connection));
            long rows = adoption.rows(connection);
            connection.commit();
            return new Adopted(List.of(), rows);
        }
    }

    /**
     * Creates each partition in a separate transaction, so that an append to the default partition waits for one at most.
     */
    private void makePartitions(Connection connection, Statement statement) throws SQLException {
        for (int days = 0; days <= DAYS_WITH_PARTITIONS; days++) {
            lock(statement);
            String sql = "select " + outbox.names().ensurePartitions() + "(" + days + ")";
            try (ResultSet made = statement.executeQuery(sql)) {
                made.next();
            }
            connection.commit();
        }
    }

    /** Lets one program at a time work on this outbox, until its transaction ends. */
    private void lock(Statement statement) throws SQLException {
        statement.execute("set local lock_timeout = '1min'");
        statement.execute("select pg_advisory_xact_lock(hashtext('outbox-schema'), hashtext("
                + Template.literal(outbox.names().qualified()) + "))");
        // Writers must not queue behind this for long.
        statement.execute("set local lock_timeout = '5s'");
    }

    private String script(boolean roles) {
        return (roles ? template.render("roles.sql") : "")
                + template.render("schema.sql")
                + template.render("objects.sql")
                + template.render("publication.sql")
                + (outbox.owner() == null ? "" : template.render("owner.sql"))
                + template.render("grants.sql");
    }

    private String header(boolean roles) {
        String owner = outbox.owner() == null ? "" : ", " + outbox.owner() + " (owns the objects, needs no login)";
        return """
                -- The outbox %s, for PostgreSQL 15 or newer with wal_level = logical.
                -- Run it as a role that may create tables in the schema and a publication in the database. Run again, it leaves existing
                -- tables as they are.
                -- Roles %s: %s (appends), %s (reads and replicates: login replication)%s.
                -- The relay needs: relay.slot.table=%s relay.slot.publication=%s

                """.formatted(
                        outbox.names().qualified(),
                        roles ? "that it creates where they are missing, without passwords" : "that must exist",
                        outbox.writer(),
                        outbox.relay(),
                        owner,
                        outbox.names().qualified(),
                        outbox.publication());
    }
}
