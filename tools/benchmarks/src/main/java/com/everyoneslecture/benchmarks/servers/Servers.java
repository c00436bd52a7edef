package com.everyoneslecture.benchmarks.servers;

import com.everyoneslecture.benchmarks.servers.ServersDirectory.Killing;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.ServerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A PostgreSQL and a Kafka, as they ship, for one benchmark. Their data are deleted at the end, also when the JVM is terminated. All
 * processes that a benchmark starts against them end before they do.
 */
public final class Servers implements AutoCloseable {

    /** The relay's role. */
    public static final String RELAY = "outbox_relay";

    private final ServersDirectory directory;
    private final String password = UUID.randomUUID().toString();
    private final PostgresServer postgres;
    private final KafkaServer kafka;

    private Servers() throws IOException {
        directory = ServersDirectory.make();
        postgres = new PostgresServer(new PostgresSettings(
                "postgres",
                ServerFiles.under(directory.resolve("postgres")),
                directory.resolve("programs"),
                0,
                password,
                Map.of("max_slot_wal_keep_size", "-1", "max_replication_slots", "200")));
        // A deleted topic frees its disk space for the next one at once, not after a minute.
        kafka = new KafkaServer(new KafkaSettings(
                "kafka",
                ServerFiles.under(directory.resolve("kafka")),
                0,
                Map.of("log.segment.delete.delay.ms", "500")));
        directory.killBy(Killing.all(List.of(JavaProcess::killAll, kafka::kill, postgres::kill)));
    }

    /** Starts them with the category database and the given further ones, each of them empty. */
    public static Servers start(Schema... others) throws IOException, InterruptedException, SQLException {
        Servers servers = new Servers();
        try {
            servers.postgres.start();
            servers.kafka.start();
            servers.create(Schema.CATEGORY);
            for (Schema other : others) {
                servers.create(other);
            }
            return servers;
        } catch (InterruptedException | SQLException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    public String jdbcUrl(Schema schema) {
        return postgres.jdbcUrl(schema.databaseName());
    }

    /** Returns the port of the database on 127.0.0.1. */
    public int databasePort() {
        return postgres.port();
    }

    /** Returns the password of every role that logs in. */
    public String password() {
        return password;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Returns a data source for the superuser; each connection is a new one. */
    public DataSource admin(Schema schema) {
        return postgres.admin(schema.databaseName());
    }

    /** Returns a data source for a role of the schema; each connection is a new one. */
    public DataSource as(String role, Schema schema) {
        return postgres.as(role, password, schema.databaseName());
    }

    /** Executes a statement in the category database, as the superuser. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = admin(Schema.CATEGORY).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns a client for the requests of a benchmark, which must close it. */
    public Admin kafkaAdmin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Creates an empty topic without a retention limit. */
    public void createTopic(String topic, int partitions) throws InterruptedException {
        try (Admin admin = kafkaAdmin()) {
            admin.createTopics(
                            List.of(new NewTopic(topic, partitions, (short) 1).configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the topic " + topic, e.getCause());
        }
    }

    /** Returns a new directory with this name, for a started process; it is removed at the end. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(directory.resolve("processes").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a directory for " + name, e);
        }
    }

    @Override
    public void close() {
        directory.close();
    }

    private void create(Schema schema) throws SQLException {
        try (Connection connection = postgres.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + schema.databaseName());
        }
        schema.migrate(
                admin(schema), schema.loginRoles().stream().collect(Collectors.toMap(role -> role, role -> password)));
    }
}
