package com.everyoneslecture.chaos.fault;

import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;

/** The client sessions of a database server, without those that a fault of this program holds open. */
final class Sessions {

    private final DataSource database;

    Sessions(DataSource database) {
        this.database = database;
    }

    void terminate() throws InterruptedException {
        Bounded.until("to end all connections", () -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                return statement.execute("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where pid <> pg_backend_pid() and backend_type in ('client backend', 'walsender')
                          and application_name <> '%s'
                        """.formatted(HeldTransaction.SESSION));
            }
        });
    }
}
