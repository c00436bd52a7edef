package com.everyoneslecture.benchmarks.idle;

import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A table beside the outbox that somebody writes to all the time: 25 transactions per second, each of 500 rows. */
final class Neighbour implements AutoCloseable {

    private static final long PAUSE_MILLIS = 40;

    private final CompletableFuture<Void> writing;
    private volatile boolean closed;

    private Neighbour(Servers servers) {
        writing = CompletableFuture.runAsync(() -> write(servers));
    }

    static Neighbour start(Servers servers) throws SQLException {
        servers.execute("create table if not exists neighbour (id bigint generated always as identity primary key,"
                + " content text not null)");
        return new Neighbour(servers);
    }

    /** Throws what has ended the writing, if anything has. */
    void requireWriting() {
        if (writing.isDone()) {
            writing.join();
        }
    }

    @Override
    public void close() {
        closed = true;
        writing.join();
    }

    private void write(Servers servers) {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                Statement statement = connection.createStatement()) {
            while (!closed) {
                statement.execute(
                        "insert into neighbour (content) select repeat('busy', 50) from generate_series(1, 500)");
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("the neighbour cannot write", e);
        }
    }
}
