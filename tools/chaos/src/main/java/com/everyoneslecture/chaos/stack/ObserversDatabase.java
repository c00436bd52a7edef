package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.db.Schema;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** How observers reach a database: by a new connection each time, and with little patience for a server that is silent. */
final class ObserversDatabase {

    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 10;

    private ObserversDatabase() {}

    static DataSource of(int port, Schema schema, String role, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + schema.databaseName());
        source.setUser(role);
        source.setPassword(password);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(ANSWER_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        return source;
    }
}
