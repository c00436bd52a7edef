package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.Launch;
import com.everyoneslecture.localstack.process.ServerProcess;
import com.everyoneslecture.localstack.process.ServerState;
import com.everyoneslecture.localstack.process.Signal;
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

/**
 * PostgreSQL 17, a cluster of its own: UTF-8 by code point, UTC, logical replication on, passwords for everybody, no
 * sockets but 127.0.0.1's.
 *
 * <p>{@code postgres} itself is the child process, not {@code pg_ctl}'s daemon, so that it can be killed and paused with
 * all its backends. Run by root it drops root's rights, which PostgreSQL insists on.
 */
public final class PostgresServer implements LocalServer {

    /** The superuser's name. */
    public static final String SUPERUSER = "postgres";

    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration STOP_BOUND = Duration.ofSeconds(15);
    private static final int PROBE_TIMEOUT_SECONDS = 2;

    private final PostgresSettings settings;
    private final int port;
    private final ServerProcess process = new ServerProcess();

    public PostgresServer(PostgresSettings settings) {
        this.settings = settings;
        this.port = settings.port() == 0 ? FreePort.any() : settings.port();
    }

    @Override
    public void start() throws InterruptedException {
        if (!process.alive()) {
            ServerProcess.reap(settings.files().pidFile());
            PostgresCluster cluster = new PostgresCluster(settings);
            cluster.prepare();
            process.launch(new Launch(
                    settings.name(),
                    cluster.command(arguments()),
                    PostgresCluster.ENVIRONMENT,
                    settings.files().log(),
                    settings.files().pidFile()));
        }
        process.awaitReady(START_BOUND, this::serves);
    }

    /** Rolls back open transactions, disconnects everybody and writes a checkpoint. */
    @Override
    public void stop() throws InterruptedException {
        process.stop(Signal.INT, STOP_BOUND);
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void pause() throws InterruptedException {
        process.pause();
    }

    @Override
    public void resume() throws InterruptedException {
        process.resume();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public ServerState state() {
        return process.state();
    }

    /** Where a role with a password connects to the database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Connects to the database as the superuser; each connection is a new one. */
    public DataSource admin(String database) {
        return as(SUPERUSER, settings.superuserPassword(), database);
    }

    /** Connects to the database as the role; each connection is a new one. */
    public DataSource as(String role, String password, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(role);
        source.setPassword(password);
        return source;
    }

    private boolean serves() {
        PGSimpleDataSource probe = (PGSimpleDataSource) admin("postgres");
        probe.setConnectTimeout(PROBE_TIMEOUT_SECONDS);
        probe.setSocketTimeout(PROBE_TIMEOUT_SECONDS);
        probe.setLoginTimeout(PROBE_TIMEOUT_SECONDS);
        try (Connection connection = probe.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }

    private List<String> arguments() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("listen_addresses", "127.0.0.1");
        parameters.put("port", Integer.toString(port));
        parameters.put("unix_socket_directories", "");
        parameters.put("wal_level", "logical");
        parameters.put("max_connections", "200");
        parameters.put("max_replication_slots", "32");
        parameters.put("max_wal_senders", "32");
        parameters.put("max_slot_wal_keep_size", "4GB");
        parameters.put("timezone", "UTC");
        parameters.put("log_timezone", "UTC");
        parameters.put("log_line_prefix", "%m [%p] %q%u@%d ");
        parameters.putAll(settings.parameters());
        List<String> arguments =
                new ArrayList<>(List.of("-D", settings.files().data().toString()));
        parameters.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return arguments;
    }
}
