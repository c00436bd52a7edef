package com.everyoneslecture.chaos.fault;

import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;

/** Statements that an operator runs. */
final class Sql {

    private Sql() {}

    /** Runs the statements one after the other; repeats all of them until they succeed. Each must bear that. */
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
}
