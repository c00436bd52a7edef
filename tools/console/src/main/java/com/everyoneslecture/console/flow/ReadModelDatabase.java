package com.everyoneslecture.console.flow;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Reads the approximate number of categories from the lecture database. */
record ReadModelDatabase(DataSource database) implements Callable<Long> {

    @Override
    public Long call() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select n_live_tup from pg_stat_user_tables where relid = 'public.read_category'::regclass")) {
            return row.next() ? row.getLong(1) : 0L;
        }
    }
}
