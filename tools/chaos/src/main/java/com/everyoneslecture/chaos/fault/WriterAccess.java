package com.everyoneslecture.chaos.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;

/** Admits the service's role to the category database, or locks it out. The state is stored in the database, and also in its copies. */
final class WriterAccess {

    private static final String DENY = "alter role category_app connection limit 0";
    private static final String ALLOW = "alter role category_app connection limit -1";
    private static final String END = """
            select pg_terminate_backend(pid) from pg_stat_activity where usename = 'category_app'
            """;

    private final DataSource superuser;

    WriterAccess(DataSource superuser) {
        this.superuser = superuser;
    }

    /** Locks the role out. Returns when it has no session left: each of its transactions has been committed or never will be. */
    void deny() throws InterruptedException {
        Bounded.until("to end the writers' sessions", () -> {
            try (Connection connection = superuser.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(DENY);
                try (ResultSet session = statement.executeQuery(END)) {
                    return !session.next();
                }
            }
        });
    }

    void allow() throws InterruptedException {
        Sql.run(superuser, ALLOW);
    }
}
