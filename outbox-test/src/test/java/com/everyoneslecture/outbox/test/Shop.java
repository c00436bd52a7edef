package com.everyoneslecture.outbox.test;

import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A new database with an outbox, appended to by plain SQL. */
record Shop(DataSource database, String table) {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    static Shop create(String table) throws SQLException {
        TestPostgres server = TestPostgres.shared();
        String name = "outbox_test_" + DATABASES.incrementAndGet();
        new Shop(server.admin("postgres"), table).execute("create database " + name);
        Shop shop = new Shop(server.admin(name), table);
        new OutboxSchema(new OutboxDefinition(
                        OutboxNames.parse(table), "shop_events", "outbox_test_app", "outbox_test_relay", null))
                .apply(shop.database, true);
        return shop;
    }

    /** Appends an event in a transaction of its own and returns its id. */
    UUID append(String aggregateType, String aggregateId, long version) throws SQLException {
        return append(aggregateType, aggregateId, version, "commit");
    }

    UUID append(String aggregateType, String aggregateId, long version, String end) throws SQLException {
        UUID id = UUID.randomUUID();
        execute("begin", insert(id, aggregateType, aggregateId, version), end);
        return id;
    }

    String insert(UUID id, String aggregateType, String aggregateId, long version) {
        return "insert into " + table + " (id, aggregatetype, aggregateid, aggregateversion, type, payload)"
                + " values ('" + id + "', '" + aggregateType + "', '" + aggregateId + "', " + version
                + ", 'Changed', '{\"n\":1}')";
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
