package com.everyoneslecture.console;

import com.everyoneslecture.outbox.service.database.SessionDataSource;
import com.everyoneslecture.outbox.service.database.SessionSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.Map;

/** Connections to a database, opened while a page is open and closed soon after. */
final class DatabasePool {

    private static final int CONNECTIONS = 3;
    private static final int IDLE_MILLIS = 10_000;

    /** Shorter than {@code Flow}'s limit for a reading, so that the pool reports the cause before that limit passes. */
    private static final int CONNECT_MILLIS = 800;

    private static final int VALIDATE_MILLIS = 500;
    private static final String ANSWER_SECONDS = "4";

    /** The server ends a statement before this side stops waiting. */
    private static final SessionSettings SETTINGS = new SessionSettings("3500ms", "0", "10s");

    private static final Map<String, String> DRIVER = Map.of(
            "ApplicationName", "console",
            "connectTimeout", "1",
            "socketTimeout", ANSWER_SECONDS,
            "logServerErrorDetail", "false");

    private DatabasePool() {}

    /** @param password the driver's properties that provide the password if it is not part of the settings */
    static HikariDataSource of(String name, ConsoleProperties.Database database, Map<String, String> password) {
        Map<String, String> driver = new HashMap<>(DRIVER);
        driver.putAll(password);
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setDataSource(
                SessionDataSource.of(database.url(), database.username(), database.password(), driver, SETTINGS));
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE_MILLIS);
        pool.setConnectionTimeout(CONNECT_MILLIS);
        pool.setValidationTimeout(VALIDATE_MILLIS);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }
}
