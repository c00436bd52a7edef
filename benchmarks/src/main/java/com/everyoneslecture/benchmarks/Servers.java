package com.everyoneslecture.benchmarks;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/** A PostgreSQL with the category database and a Kafka, as they ship, for one benchmark. Their data go with them. */
final class Servers implements AutoCloseable {

    /** The relay's role. */
    static final String RELAY = "outbox_relay";

    private final Path directory;
    private final String password = UUID.randomUUID().toString();
    private final PostgresServer postgres;
    private final KafkaServer kafka;

    private Servers() throws IOException {
        directory = Files.createTempDirectory("outbox-benchmarks-");
        // nobody must get through to the data where root's PostgreSQL runs as nobody.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        postgres = new PostgresServer(new PostgresSettings(
                "postgres",
                ServerFiles.under(directory.resolve("postgres")),
                directory.resolve("programs"),
                0,
                password,
                Map.of("max_slot_wal_keep_size", "-1")));
        kafka = new KafkaServer(new KafkaSettings("kafka", ServerFiles.under(directory.resolve("kafka")), 0, Map.of()));
    }

    static Servers start() throws IOException, InterruptedException, SQLException {
        Servers servers = new Servers();
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "servers-end"));
        servers.postgres.start();
        servers.kafka.start();
        servers.execute("postgres", "create database " + Schema.CATEGORY.databaseName());
        Schema.CATEGORY.migrate(
                servers.postgres.admin(Schema.CATEGORY.databaseName()), Map.of(RELAY, servers.password));
        return servers;
    }

    String jdbcUrl() {
        return postgres.jdbcUrl(Schema.CATEGORY.databaseName());
    }

    String relayPassword() {
        return password;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** In the category database, as the superuser. */
    void execute(String sql) throws SQLException {
        execute(Schema.CATEGORY.databaseName(), sql);
    }

    @Override
    public void close() {
        try {
            kafka.kill();
            postgres.kill();
            Directories.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.admin(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
