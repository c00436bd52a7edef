package com.everyoneslecture.chaos.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Statements that an operator runs. */
final class Sql {

    private Sql() {}

    /** Runs the statements one after the other; repeats all of them until they succeed. Each statement must tolerate a repetition. */
    static void run(DataSource superuser, String... statements) throws InterruptedException {
        Bounded.until("to run: " + String.join("; ", statements), () -> {
            try (Connection connection = superuser.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return true;
            }
        });
    }

    /** Returns the first column of the first row; repeats the query until the server responds. */
    static String one(DataSource superuser, String query) throws InterruptedException {
        AtomicReference<String> value = new AtomicReference<>("");
        Bounded.until("to run: " + query, () -> {
            try (Connection connection = superuser.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                value.set(row.getString(1));
                return true;
            }
        });
        return value.get();
    }
}
