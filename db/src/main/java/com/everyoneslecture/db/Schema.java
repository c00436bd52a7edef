package com.everyoneslecture.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/** One of the two databases: where its migrations stand and which roles log in to it. */
public enum Schema {
    /** The category service's: its table, the outbox and the publication that the relay reads. */
    CATEGORY("category", List.of("category_app", "outbox_relay")),
    /** The lecture service's: the read model. */
    LECTURE("lecture", List.of("lecture_projector"));

    private final String databaseName;
    private final List<String> loginRoles;

    Schema(String databaseName, List<String> loginRoles) {
        this.databaseName = databaseName;
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
     * Brings a database to this schema and sets the passwords of its roles. Doing it twice changes nothing more.
     *
     * @param database connects to the database as a role that may create roles, tables and publications
     * @param passwords by role; a role that is not named keeps what it has
     * @throws IllegalArgumentException if a role is named that is none of {@link #loginRoles()}
     * @throws SQLException if a password cannot be set
     * @throws org.flywaydb.core.api.FlywayException if a migration fails; a failed one leaves nothing behind
     */
    public void migrate(DataSource database, Map<String, String> passwords) throws SQLException {
        if (!loginRoles.containsAll(passwords.keySet())) {
            throw new IllegalArgumentException(
                    "passwords for " + passwords.keySet() + ", but the roles of this database are " + loginRoles);
        }
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration/" + databaseName)
                .load()
                .migrate();
        try (Connection connection = database.getConnection()) {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            for (Map.Entry<String, String> password : passwords.entrySet()) {
                // Hashed here, so that the server's log never sees it, whatever it logs.
                postgres.alterUserPassword(
                        password.getKey(), password.getValue().toCharArray(), "scram-sha-256");
            }
        }
    }
}
