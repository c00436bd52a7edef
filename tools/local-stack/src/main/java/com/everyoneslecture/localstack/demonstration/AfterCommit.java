package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.JavaProgram;
import com.everyoneslecture.localstack.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** A process of {@link AfterCommitProgram}, with a table and a topic of its own, which are deleted at the end. */
final class AfterCommit implements AutoCloseable {

    static final String TOPIC = "demonstration-CategoryChanged";
    private static final String TABLE = "demonstration_category";
    private static final long SETTLING_MILLIS = 1_000;

    private final String url;
    private final String password;
    private final Cluster cluster;
    private final Process process;

    /**
     * Starts the process.
     *
     * @param port the port of the lecture database
     * @param password the password of its superuser
     */
    AfterCommit(int port, String password, Cluster cluster) throws InterruptedException {
        this.url = "jdbc:postgresql://127.0.0.1:" + port + "/" + Schema.LECTURE.databaseName();
        this.password = password;
        this.cluster = cluster;
        execute("create table if not exists " + TABLE + " (id bigint primary key)");
        execute("truncate " + TABLE);
        cluster.recreate(TOPIC);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        JavaProgram.path(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        AfterCommitProgram.class.getName(),
                        url,
                        PostgresServer.SUPERUSER,
                        cluster.brokers(),
                        TABLE,
                        TOPIC))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PGPASSWORD", password);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the program that publishes after its commits", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Returns the number of committed rows. */
    long rows() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + TABLE)) {
            count.next();
            return count.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Returns the number of published records. */
    long records() throws InterruptedException {
        return cluster.end(TOPIC);
    }

    /**
     * Returns the number of published records once it has not changed for a second: the brokers may still receive what the process sent before
     * it was killed.
     */
    Optional<Long> settledRecords() throws InterruptedException {
        long before = records();
        Thread.sleep(SETTLING_MILLIS);
        return Optional.of(records()).filter(records -> records == before);
    }

    /** Kills the process (SIGKILL). */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        int unused = process.waitFor();
    }

    @Override
    public void close() {
        try {
            kill();
            execute("drop table if exists " + TABLE);
            cluster.delete(TOPIC);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.SUPERUSER, password);
    }

    private static DemonstrationFailedException failed(SQLException e) {
        return new DemonstrationFailedException("the lecture database does not answer as expected: " + e.getMessage());
    }
}
