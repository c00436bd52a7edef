package com.everyoneslecture.chaos.observe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One connection to a server that may die at any moment. A query that fails has no answer, and the next one connects again. */
final class Lasting implements AutoCloseable {

    private final DataSource source;
    private @Nullable Connection connection;

    /** A query. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    Lasting(DataSource source) {
        this.source = source;
    }

    /** Returns the answer; empty if the server did not answer. */
    public synchronized <T> Optional<T> ask(Question<T> question) {
        try {
            return Optional.of(question.ask(connection()));
        } catch (SQLException e) {
            close();
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // The connection was broken.
                return;
            }
        }
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = source.getConnection();
            connection = open;
        }
        return open;
    }
}
