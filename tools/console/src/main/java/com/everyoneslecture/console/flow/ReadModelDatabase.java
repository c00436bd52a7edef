package com.everyoneslecture.console.flow;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Counts the categories in the lecture database. */
record ReadModelDatabase(DataSource database) implements Callable<RowCount> {

    private static final RowCounter ROWS = new RowCounter("public.read_category");

    @Override
    public RowCount call() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return ROWS.count(connection);
        }
    }
}
