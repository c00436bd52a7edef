package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.Death;
import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.process.Signal;
import com.everyoneslecture.localstack.process.StartFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLState;

/**
 * A PostgreSQL 17 server with its own cluster: UTF-8 by code point, UTC, logical replication on, passwords for all
 * roles; it listens on 127.0.0.1 only.
 *
 * <p>{@code postgres} itself is the child process, not {@code pg_ctl}'s daemon, so that it can be killed and paused
 * with all its backends. If root starts it, it drops root's rights, which PostgreSQL requires. A stop rolls back open
 * transactions, disconnects all clients and writes a checkpoint.
 */
public final class PostgresServer extends ProcessServer {

    /** The superuser's name. */
    public static final String SUPERUSER = "postgres";

    private static final int PROBE_TIMEOUT_SECONDS = 2;
    private static final Duration CRASH_BOUND = Duration.ofSeconds(15);

    private final PostgresSettings settings;
    private final Preparation preparation;

    public PostgresServer(PostgresSettings settings) {
        this(settings, () -> {});
    }

    /** @param preparation prepares the server's files before each start, while its process does not run */
    PostgresServer(PostgresSettings settings, Preparation preparation) {
        super(settings.name(), settings.files(), settings.port(), Signal.INT);
        this.settings = settings;
        this.preparation = preparation;
    }

    /** A step before each start. */
    @FunctionalInterface
    interface Preparation {
        void run() throws InterruptedException;
    }

    /** Returns the JDBC URL of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** Returns a data source for the superuser, without a pool: each connection is a new one. */
    public DataSource admin(String database) {
        return source(SUPERUSER, settings.superuserPassword(), database);
    }

    /** Returns a data source for the role, without a pool: each connection is a new one. */
    public DataSource as(String role, String password, String database) {
        return source(role, password, database);
    }

    /** Connects as the superuser, and gives up after two seconds of silence. */
    public DataSource impatientAdmin(String database) {
        PGSimpleDataSource source = source(SUPERUSER, settings.superuserPassword(), database);
        source.setConnectTimeout(PROBE_TIMEOUT_SECONDS);
        source.setSocketTimeout(PROBE_TIMEOUT_SECONDS);
        return source;
    }

    /** Shuts the server down immediately: it notifies its clients and writes nothing more, so its next start is a recovery. */
    public void crash() throws InterruptedException {
        end(Signal.QUIT, CRASH_BOUND);
    }

    @Override
    public Health health() {
        try (Connection connection = impatientAdmin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            return Health.UP;
        } catch (SQLException e) {
            if (PSQLState.INVALID_PASSWORD.getState().equals(e.getSQLState())) {
                throw new StartFailedException(
                        "the superuser's password is not the one that " + files().data() + " was created with", log());
            }
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    @Override
    List<String> prepare() throws InterruptedException {
        preparation.run();
        PostgresCluster cluster = new PostgresCluster(settings);
        cluster.prepare();
        return cluster.command(arguments());
    }

    @Override
    Death death(int exitStatus) {
        return Death.of(exitStatus, log());
    }

    @Override
    Map<String, String> environment() {
        return PostgresCluster.ENVIRONMENT;
    }

    private PGSimpleDataSource source(String role, String password, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(role);
        source.setPassword(password);
        return source;
    }

    private List<String> arguments() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("listen_addresses", "127.0.0.1");
        parameters.put("port", Integer.toString(port()));
        parameters.put("unix_socket_directories", "");
        parameters.putAll(PostgresSettings.COMMON_PARAMETERS);
        parameters.putAll(settings.parameters());
        List<String> arguments =
                new ArrayList<>(List.of("-D", settings.files().data().toString()));
        parameters.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return arguments;
    }
}
