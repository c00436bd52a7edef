package com.everyoneslecture.testservices;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.ServerFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server that holds any number of fresh databases. */
public final class TestPostgres implements AutoCloseable {

    private final Path directory;
    private final PostgresServer server;
    private final AtomicInteger databases = new AtomicInteger();
    // Roles belong to the server: every database of this server has the same passwords.
    private final Map<String, String> passwords = new ConcurrentHashMap<>();

    private TestPostgres(Map<String, String> parameters) {
        directory = RunDirectory.ofThisJvm().create("postgres");
        server = new PostgresServer(new PostgresSettings(
                "postgres",
                ServerFiles.under(directory),
                RunDirectory.programs(),
                0,
                UUID.randomUUID().toString(),
                withoutFsync(parameters)));
        RunDirectory.ofThisJvm().killAtExit(server);
    }

    /** The server of this JVM, started at the first call. Break one of your own, not this one. */
    public static TestPostgres shared() {
        return Shared.INSTANCE;
    }

    /** A server of the caller's own. */
    public static TestPostgres start() {
        return start(Map.of());
    }

    /** A server of the caller's own, with these parameters in addition. */
    public static TestPostgres start(Map<String, String> parameters) {
        TestPostgres postgres = new TestPostgres(parameters);
        try {
            postgres.server.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was starting", e);
        }
        return postgres;
    }

    /** To be stopped, killed, paused, and started again on the same port. */
    public PostgresServer server() {
        return server;
    }

    /** A fresh database of this schema. Its roles have passwords. */
    public TestDatabase create(Schema schema) {
        String name = schema.databaseName() + "_" + databases.incrementAndGet();
        schema.loginRoles().forEach(role -> passwords.computeIfAbsent(role, any -> "secret-of-" + role));
        try (Connection connection = server.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        TestDatabase database = new TestDatabase(server, name, schema, passwords);
        // One at a time: roles belong to the server, so that two migrations at once would stumble over each other.
        synchronized (this) {
            database.migrate();
        }
        return database;
    }

    /** Ends the server and deletes its data. */
    @Override
    public void close() {
        try {
            server.resume();
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RunDirectory.ofThisJvm().delete(directory);
    }

    /** The machine does not lose its power during a test; a killed process loses nothing without these. */
    private static Map<String, String> withoutFsync(Map<String, String> parameters) {
        Map<String, String> all =
                new HashMap<>(Map.of("fsync", "off", "synchronous_commit", "on", "full_page_writes", "off"));
        all.putAll(parameters);
        return all;
    }

    private static final class Shared {
        static final TestPostgres INSTANCE = start();
    }
}
