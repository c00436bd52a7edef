package com.everyoneslecture.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/** One of the two databases: where its migrations stand and which roles log in to it. */
public enum Schema {
    /** The category service's: its table, the outbox and the publication that the relay reads. */
    CATEGORY("category", List.of("category", "outbox"), List.of("category_app", "outbox_relay", "console")),
    /** The lecture service's: the read model. */
    LECTURE("lecture", List.of("lecture"), List.of("lecture_projector", "console"));

    /** For the migration of another process, which takes seconds where the outbox is not large. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** After today; the relay makes those of later days. */
    private static final int DAYS_WITH_PARTITIONS = 7;

    /**
     * For every connection: neither the server nor the database nor the role ends a migration that takes long, and a name
     * without a schema leads to the same table for every user. The last is for PostgreSQL 17 and newer.
     */
    private static final String SESSION_SETTINGS = """
            set statement_timeout = 0;
            set lock_timeout = 0;
            set idle_in_transaction_session_timeout = 0;
            set idle_session_timeout = 0;
            set default_transaction_isolation = 'read committed';
            set search_path = public, pg_temp;
            set time zone 'UTC';
            select set_config('transaction_timeout', '0', false) where current_setting('transaction_timeout', true) is not null
            """;

    private final String databaseName;
    private final List<String> migrations;
    private final List<String> loginRoles;

    Schema(String databaseName, List<String> migrations, List<String> loginRoles) {
        this.databaseName = databaseName;
        this.migrations = migrations;
        this.loginRoles = loginRoles;
    }

    /** The name that the database has by default. */
    public String databaseName() {
        return databaseName;
    }

    /** The roles that services log in as. */
    public List<String> loginRoles() {
        return loginRoles;
    }

    /**
     * Brings a database to this schema and sets the passwords of its roles. Doing it twice changes nothing more, and of
     * several that do it to one database at the same moment each waits for the one before it.
     *
     * <p>Each migration is a transaction of its own: one that fails leaves nothing behind, those before it stay. So is each
     * partition of the outbox that is missing afterwards.
     *
     * @param database connects to the database as a superuser, or as its owner if that may create roles, and for the
     *     category database roles that replicate; it must be able to hold three connections at once
     * @param passwords by role; a role that is not named keeps what it has
     * @return how many migrations were missing
     * @throws IllegalArgumentException if a role is named that is not one of {@link #loginRoles()}
     * @throws SQLException if the database cannot be reached, a password cannot be set, or another session keeps it from migrating
     *     for a minute
     * @throws org.flywaydb.core.api.FlywayException if a migration fails
     */
    public int migrate(DataSource database, Map<String, String> passwords) throws SQLException {
        if (!loginRoles.containsAll(passwords.keySet())) {
            throw new IllegalArgumentException(
                    "passwords for " + passwords.keySet() + ", but the roles of this database are " + loginRoles);
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SESSION_SETTINGS);
            // Flyway has a lock too, but not around the scripts that run before and after the migrations. This one ends
            // with the connection.
            MigrationLock.take(statement, PATIENCE);
            int migrations = applyMigrations(database);
            makePartitions(statement);
            setPasswords(connection, passwords);
            MigrationLock.release(statement);
            return migrations;
        }
    }

    private int applyMigrations(DataSource database) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .initSql(SESSION_SETTINGS)
                .locations(migrations.stream()
                        .map(folder -> "classpath:db/migration/" + folder)
                        .toArray(String[]::new))
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                // Independent of the search path of the role that migrates.
                .defaultSchema("public")
                .createSchemas(false)
                .load()
                .migrate()
                .migrationsExecuted;
    }

    /** Each in a transaction of its own, so that an append to the default partition waits for one of them at most. */
    private void makePartitions(Statement statement) throws SQLException {
        for (int days = 0; this == CATEGORY && days <= DAYS_WITH_PARTITIONS; days++) {
            statement.execute("select outbox_ensure_partitions(" + days + ")");
        }
    }

    private static void setPasswords(Connection connection, Map<String, String> passwords) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        for (Map.Entry<String, String> password : passwords.entrySet()) {
            // Hashed here, so that the server's log never sees it, whatever it logs.
            postgres.alterUserPassword(password.getKey(), password.getValue().toCharArray(), "scram-sha-256");
        }
    }
}
