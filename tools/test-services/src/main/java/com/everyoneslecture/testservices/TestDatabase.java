package com.everyoneslecture.testservices;

import com.everyoneslecture.db.Schema;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** One database of a {@link TestPostgres}, migrated. */
public final class TestDatabase {

    private final TestPostgres server;
    private final String name;
    private final Schema schema;
    private final Map<String, String> passwords;

    TestDatabase(TestPostgres server, String name, Schema schema, Map<String, String> passwords) {
        this.server = server;
        this.name = name;
        this.schema = schema;
        this.passwords = Map.copyOf(passwords);
    }

    public String name() {
        return name;
    }

    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /**
     * Returns the password of a role of the schema.
     *
     * @throws IllegalArgumentException if the schema has no such role that logs in
     */
    public String password(String role) {
        String password = passwords.get(role);
        if (password == null || !schema.loginRoles().contains(role)) {
            throw new IllegalArgumentException("'" + role + "' is none of " + schema.loginRoles());
        }
        return password;
    }

    /** Returns a data source for the superuser, with connections that are reused. */
    public DataSource admin() {
        return server.keptAdmin(name);
    }

    /**
     * Returns a data source for a role of the schema, with connections that are reused: for statements of a test itself, not of the program
     * under test.
     */
    public DataSource kept(String role) {
        return server.kept(role, password(role), name);
    }

    /** Returns a data source for a role of the schema; each connection is a new one. */
    public DataSource as(String role) {
        return server.as(role, password(role), name);
    }

    void migrate() {
        try {
            Map<String, String> own =
                    schema.loginRoles().stream().collect(Collectors.toMap(role -> role, this::password));
            schema.migrate(server.admin(name), own);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot migrate the database " + name, e);
        }
    }
}
