package com.everyoneslecture.console;

import com.everyoneslecture.outbox.service.database.SessionSettings;
import com.zaxxer.hikari.HikariDataSource;

/** Connections to a database, opened while a page is open and closed soon after. */
final class DatabasePool {

    private static final int CONNECTIONS = 3;
    private static final int IDLE_MILLIS = 10_000;

    /** Less than a look takes, so that it says why there is none. */
    private static final int CONNECT_MILLIS = 800;

    private static final int VALIDATE_MILLIS = 500;
    private static final int ANSWER_SECONDS = 4;

    /** The server gives up before this side does. */
    private static final SessionSettings SETTINGS = new SessionSettings("3500ms", "10s");

    private DatabasePool() {}

    static HikariDataSource of(String name, ConsoleProperties.Database database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE_MILLIS);
        pool.setConnectionTimeout(CONNECT_MILLIS);
        pool.setValidationTimeout(VALIDATE_MILLIS);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionInitSql(SETTINGS.sql());
        pool.addDataSourceProperty("ApplicationName", "console");
        pool.addDataSourceProperty("connectTimeout", 1);
        pool.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
        pool.addDataSourceProperty("logServerErrorDetail", false);
        return pool;
    }
}
