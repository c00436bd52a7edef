package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.service.database.SessionPools;
import com.everyoneslecture.outbox.service.database.SessionSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/**
 * The same database and login as the readers', for the loop's one connection, with bounds on every wait. The driver's properties of
 * the URL win; settings of the server, the database or the role do not.
 */
final class LoopDatabase {

    private static final Map<String, String> DRIVER = Map.of(
            PGProperty.CONNECT_TIMEOUT.getName(),
            "2",
            PGProperty.LOGIN_TIMEOUT.getName(),
            "3",
            // Longer than any batch takes; a database that is frozen or cut off holds the loop no longer than this.
            PGProperty.SOCKET_TIMEOUT.getName(),
            "20",
            PGProperty.APPLICATION_NAME.getName(),
            "lecture-projector-loop");

    /**
     * The server gives up before this side does; a loop that is frozen in a transaction keeps its locks from others no longer
     * than a minute.
     */
    private static final SessionSettings SETTINGS = new SessionSettings("18s", "0", "1min");

    private LoopDatabase() {}

    /** Returns what opens a connection each time. */
    static DataSource of(HikariDataSource readers) {
        return SessionPools.of(readers).with(DRIVER, SETTINGS);
    }
}
