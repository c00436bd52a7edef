package com.everyoneslecture.testservices;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.PostgresServer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server that holds any number of fresh databases. */
public final class TestPostgres implements AutoCloseable {

    /** Of all servers: what a test makes in a Kafka that is shared is named after its database. */
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final int SOCKET_TIMEOUT_SECONDS = 10;

    private final TestServer server;
    private final Map<String, String> parameters;
    private final List<TestStandby> standbys = new CopyOnWriteArrayList<>();
    private final KeptConnections connections = new KeptConnections();
    private final String superuserPassword = UUID.randomUUID().toString();
    // Roles belong to the server: every database of this server has the same passwords.
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<Schema, TemplateDatabase> templates = new EnumMap<>(Schema.class);

    private TestPostgres(Services services, Map<String, String> parameters) {
        this.parameters = withoutFsync(parameters);
        server = switch (services) {
            case CONTAINERS -> ContainerServers.postgres(superuserPassword, this.parameters);
            case EMBEDDED -> EmbeddedServer.postgres(superuserPassword, this.parameters);
        };
    }

    /** The server of this JVM, started at the first call. Break one of your own, not this one. */
    public static TestPostgres shared() {
        Services.ofThisJvm();
        return Shared.INSTANCE;
    }

    /** A server of the caller's own. */
    public static TestPostgres start() {
        return start(Map.of());
    }

    /** A server of the caller's own, with these parameters in addition. */
    public static TestPostgres start(Map<String, String> parameters) {
        return start(Services.ofThisJvm(), parameters);
    }

    /** A server of the caller's own that is a process of this machine, whatever was chosen: for tests of its files. */
    public static TestPostgres embedded() {
        return embedded(Map.of());
    }

    /** The same, with these parameters in addition. */
    public static TestPostgres embedded(Map<String, String> parameters) {
        return start(Services.EMBEDDED, parameters);
    }

    /**
     * Adds a standby, which does not run yet. From then on every connection is to the one of the servers that is the primary.
     *
     * @param database from which it copies slots for failover
     */
    public TestStandby standby(String database) {
        if (!(server instanceof EmbeddedServer primary)) {
            throw new IllegalStateException("the files of a container's server cannot be copied");
        }
        TestStandby standby = TestStandby.of(primary, superuserPassword, parameters, database, standbys.size());
        standbys.add(standby);
        return standby;
    }

    private static TestPostgres start(Services services, Map<String, String> parameters) {
        TestPostgres postgres = new TestPostgres(services, parameters);
        try {
            postgres.server.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was starting", e);
        }
        return postgres;
    }

    /** To be stopped, killed, paused, and started again on the same port. */
    public TestServer server() {
        return server;
    }

    /** Where a role with a password connects to the database. */
    public String jdbcUrl(String database) {
        if (standbys.isEmpty()) {
            return jdbcUrl(server.port(), database);
        }
        String others = standbys.stream()
                .map(standby -> ",127.0.0.1:" + standby.server().port())
                .collect(Collectors.joining());
        return "jdbc:postgresql://127.0.0.1:" + server.port() + others + "/" + database;
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Connects to the database as the superuser; each connection is a new one. */
    public DataSource admin(String database) {
        return as(PostgresServer.SUPERUSER, superuserPassword, database);
    }

    /** Connects to the database as the role; each connection is a new one. */
    public DataSource as(String role, String password, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(role);
        source.setPassword(password);
        if (!standbys.isEmpty()) {
            source.setTargetServerType("primary");
            source.setHostRecheckSeconds(0);
            // A server that hangs is tried before the next one.
            source.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
        }
        return source;
    }

    DataSource keptAdmin(String database) {
        return kept(PostgresServer.SUPERUSER, superuserPassword, database);
    }

    /** Connects to the database as the role, by connections that are used again unless there are standbys, which may become the primary. */
    DataSource kept(String role, String password, String database) {
        return standbys.isEmpty()
                ? new KeptDataSource(connections, jdbcUrl(database), role, password)
                : as(role, password, database);
    }

    /** A fresh database of this schema, copied from one that was migrated. Its roles have passwords. */
    public TestDatabase create(Schema schema) {
        String name = schema.databaseName() + "_" + DATABASES.incrementAndGet();
        schema.loginRoles().forEach(role -> passwords.computeIfAbsent(role, any -> "secret-of-" + role));
        TestDatabase database = new TestDatabase(this, name, schema, passwords);
        // One at a time: roles belong to the server, so that two migrations at once would stumble over each other.
        synchronized (this) {
            try {
                templates.computeIfAbsent(schema, this::template).copyTo(name);
            } catch (SQLException e) {
                throw new IllegalStateException("cannot create the database " + name, e);
            }
        }
        return database;
    }

    private TemplateDatabase template(Schema schema) {
        return new TemplateDatabase(
                schema.databaseName() + "_template",
                admin("postgres"),
                template -> new TestDatabase(this, template, schema, passwords).migrate());
    }

    /** Ends the server and deletes its data. */
    @Override
    public void close() {
        standbys.forEach(standby -> standby.server().close());
        server.close();
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
