package com.everyoneslecture.db;

import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import com.everyoneslecture.testservices.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The database of another application, on a separate server, because roles belong to a server. */
abstract class ShopScenario {

    static final OutboxSchema SHOP = new OutboxSchema(
            new OutboxDefinition(OutboxNames.parse("shop.events"), "events", "shop_app", "shop_relay", null));

    private static final AtomicInteger DATABASES = new AtomicInteger();

    static TestPostgres postgres;

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void startServer() throws SQLException {
        postgres = TestPostgres.start();
        Sql.execute(
                postgres.admin("postgres"),
                "create role shop_admin login password 'admin'",
                "create role shop_app login password 'app'",
                "create role shop_batch login password 'batch'",
                "create role shop_import login password 'import'",
                "create role shop_relay login replication password 'relay'");
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    String shop() throws Exception {
        String name = database();
        Sql.execute(postgres.admin("postgres"), "alter database " + name + " owner to shop_admin");
        Files.writeString(
                directory.resolve("V1__orders.sql"),
                "create table shop.orders (id bigint primary key); grant select on shop.orders to public;");
        DataSource admin = postgres.as("shop_admin", "admin", name);
        Sql.execute(admin, "create schema shop");
        flyway(admin).migrate();
        return name;
    }

    Flyway flyway(DataSource admin) {
        return Flyway.configure()
                .dataSource(admin)
                .defaultSchema("shop")
                .createSchemas(false)
                .locations("filesystem:" + directory)
                .load();
    }

    static String database() throws SQLException {
        String name = "shop_" + DATABASES.incrementAndGet();
        Sql.execute(postgres.admin("postgres"), "create database " + name);
        return name;
    }
}
