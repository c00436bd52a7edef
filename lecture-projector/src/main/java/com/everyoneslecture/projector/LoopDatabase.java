package com.everyoneslecture.projector;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The same database as the readers', for the loop's one connection, with bounds on every wait. What the URL says wins. */
final class LoopDatabase {

    private static final int CONNECT_SECONDS = 2;
    private static final int LOGIN_SECONDS = 3;

    /** Longer than any batch takes; a database that is frozen or cut off holds the loop no longer than this. */
    private static final int ANSWER_SECONDS = 20;

    private LoopDatabase() {}

    static DataSource of(JdbcConnectionDetails database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(LOGIN_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setTcpKeepAlive(true);
        source.setApplicationName("lecture-projector-loop");
        // The detail of a refusal holds the row.
        source.setLogServerErrorDetail(false);
        source.setUrl(database.getJdbcUrl());
        source.setUser(database.getUsername());
        source.setPassword(database.getPassword());
        return source;
    }
}
