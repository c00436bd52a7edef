package com.everyoneslecture.testservers;

import com.everyoneslecture.outbox.schema.Deviation;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database of a test.
 *
 * @param url the URL
 * @param administrator the role with all rights
 * @param writer the role that appends events
 * @param relay the role that reads them
 */
record Database(String url, Login administrator, Login writer, Login relay) {

    private static final String NAME = "outbox_test";

    /** The name and the password of a role. */
    record Login(String user, String password) {

        static Login generated(String user) {
            return new Login(user, UUID.randomUUID().toString());
        }
    }

    /** Creates a database with an outbox, and with a role for each user of it. */
    static Database create(TestPostgres server, OutboxDefinition outbox) throws SQLException {
        Database database = new Database(
                server.jdbcUrl(NAME),
                Login.generated("outbox_test_administrator"),
                Login.generated(outbox.writer()),
                Login.generated(outbox.relay()));
        try (Connection connection = server.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + database.administrator.user + " superuser login password '"
                    + database.administrator.password + "'");
            statement.execute("create database " + NAME + " owner " + database.administrator.user);
        }
        database.apply(outbox);
        database.execute(database.setsPassword(database.writer) + ";" + database.setsPassword(database.relay));
        return database;
    }

    /** Creates the outbox if it is missing. All roles are the given one, because the roles of a foreign server must not change. */
    static Database of(Request.OwnDatabase own, OutboxDefinition outbox) throws SQLException {
        Login login = new Login(own.user(), own.password());
        Database database = new Database(own.url(), login, login, login);
        database.apply(outbox);
        return database;
    }

    /** Runs SQL as the administrator. */
    void execute(String sql) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Drops a slot that no relay uses any more. */
    void dropSlot(String slot) throws SQLException {
        try (Connection connection = source().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ?")) {
            statement.setString(1, slot);
            statement.execute();
        }
    }

    private void apply(OutboxDefinition outbox) throws SQLException {
        List<Deviation> deviations = new OutboxSchema(outbox).apply(source(), true);
        if (!deviations.isEmpty()) {
            throw new IllegalStateException("the outbox of " + url + " differs from this version's: "
                    + deviations.stream().map(Deviation::toString).collect(Collectors.joining("; ")));
        }
    }

    private String setsPassword(Login login) {
        return "alter role \"" + login.user.replace("\"", "\"\"") + "\" password '" + login.password + "'";
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(administrator.user);
        source.setPassword(administrator.password);
        return source;
    }
}
