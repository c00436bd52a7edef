package com.everyoneslecture.console;

import com.zaxxer.hikari.HikariDataSource;

/** Connections to a database, opened while a page is open and closed soon after. */
final class DatabasePool {

    private static final int CONNECTIONS = 3;
    private static final int IDLE_MILLIS = 10_000;

    /** Less than a look takes, so that it says why there is none. */
    private static final int CONNECT_MILLIS = 800;

    private static final int VALIDATE_MILLIS = 500;
    private static final int ANSWER_SECONDS = 4;

    /**
     * Neither the server nor the database nor the role ends what the console reads, nor leads it to other tables. Statements
     * and not options of the startup packet, which a pooler may refuse; the last is for PostgreSQL 17 and newer. The server
     * gives up before this side does.
     */
    private static final String SETTINGS = """
            set statement_timeout = '3500ms';
            set lock_timeout = 0;
            set idle_in_transaction_session_timeout = '10s';
            set idle_session_timeout = 0;
            set default_transaction_isolation = 'read committed';
            set search_path = public, pg_temp;
            set time zone 'UTC';
            select set_config('transaction_timeout', '0', false) where current_setting('transaction_timeout', true) is not null
            """;

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
        pool.setConnectionInitSql(SETTINGS);
        pool.addDataSourceProperty("ApplicationName", "console");
        pool.addDataSourceProperty("connectTimeout", 1);
        pool.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
        pool.addDataSourceProperty("logServerErrorDetail", false);
        return pool;
    }
}
