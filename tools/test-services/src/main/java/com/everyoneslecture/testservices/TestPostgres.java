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

/** A PostgreSQL server that contains any number of new databases. */
public final class TestPostgres implements AutoCloseable {

    /** Counts the databases of all servers, because the names that a test uses in a shared Kafka contain its database's name. */
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

    /** Returns the server of this JVM, started at the first call. A test that breaks a server must start its own. */
    public static TestPostgres shared() {
        Services.ofThisJvm();
        return Shared.INSTANCE;
    }

    /** Starts a server for the caller only. */
    public static TestPostgres start() {
        return start(Map.of());
    }

    /** Starts a server for the caller only, with these further parameters. */
    public static TestPostgres start(Map<String, String> parameters) {
        return start(Services.ofThisJvm(), parameters);
    }

    /** Starts a server for the caller only that is a process of this machine, whatever was chosen: for tests of its files. */
    public static TestPostgres embedded() {
        return embedded(Map.of());
    }

    /** Starts the same server, with these further parameters. */
    public static TestPostgres embedded(Map<String, String> parameters) {
        return start(Services.EMBEDDED, parameters);
    }

    /**
     * Adds a standby, which does not run yet. From then on, every connection is to the server that is the primary.
     *
     * @param database the database from which the standby copies slots for failover
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

    /** Returns the server, which can be stopped, killed, paused, and restarted on the same port. */
    public TestServer server() {
        return server;
    }

    /** Returns the URL with which a role with a password connects to the database. */
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

    /** Returns a data source for the superuser of the database; each connection is a new one. */
    public DataSource admin(String database) {
        return as(PostgresServer.SUPERUSER, superuserPassword, database);
    }

    /** Returns a data source for the role in the database; each connection is a new one. */
    public DataSource as(String role, String password, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(role);
        source.setPassword(password);
        if (!standbys.isEmpty()) {
            source.setTargetServerType("primary");
            source.setHostRecheckSeconds(0);
            // The driver must give up a hung server before it tries the next one.
            source.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
        }
        return source;
    }

    DataSource keptAdmin(String database) {
        return kept(PostgresServer.SUPERUSER, superuserPassword, database);
    }

    /** Returns a data source for the role in the database. Its connections are reused unless there are standbys, which may become the primary. */
    DataSource kept(String role, String password, String database) {
        return standbys.isEmpty()
                ? new KeptDataSource(connections, jdbcUrl(database), role, password)
                : as(role, password, database);
    }

    /** Creates a new database of this schema, copied from a migrated one. Its roles have passwords. */
    public TestDatabase create(Schema schema) {
        String name = schema.databaseName() + "_" + DATABASES.incrementAndGet();
        schema.loginRoles().forEach(role -> passwords.computeIfAbsent(role, any -> "secret-of-" + role));
        TestDatabase database = new TestDatabase(this, name, schema, passwords);
        // One at a time, because roles belong to the server and concurrent migrations would conflict.
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
        connections.close();
        standbys.forEach(standby -> standby.server().close());
        server.close();
    }

    /** Switches fsync off: the machine does not lose its power during a test, and a killed process loses no data without it. */
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
