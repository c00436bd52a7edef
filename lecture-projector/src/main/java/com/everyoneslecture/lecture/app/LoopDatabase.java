package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.service.database.SessionPools;
import com.everyoneslecture.outbox.service.database.SessionSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/**
 * The database and login of the readers, for the loop's one connection, with bounds on every wait. The driver's properties
 * in the URL have precedence; settings of the server, the database or the role do not.
 */
final class LoopDatabase {

    private static final Map<String, String> DRIVER = Map.of(
            PGProperty.CONNECT_TIMEOUT.getName(),
            "2",
            PGProperty.LOGIN_TIMEOUT.getName(),
            "3",
            // Longer than any batch takes; a frozen or unreachable database blocks the loop no longer than this.
            PGProperty.SOCKET_TIMEOUT.getName(),
            "20",
            PGProperty.APPLICATION_NAME.getName(),
            "lecture-projector-loop");

    /**
     * The server's time-outs end before this side's. A loop frozen in a transaction holds its locks for at most 1 min.
     */
    private static final SessionSettings SETTINGS = new SessionSettings("18s", "0", "1min");

    private LoopDatabase() {}

    /** Returns a source that opens a new connection for each call. */
    static DataSource of(HikariDataSource readers) {
        return SessionPools.of(readers).with(DRIVER, SETTINGS);
    }
}
