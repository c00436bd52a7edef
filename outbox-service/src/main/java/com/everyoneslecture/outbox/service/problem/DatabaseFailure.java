package com.everyoneslecture.outbox.service.problem;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database's failure means to a client, by SQLSTATE. "Unavailable" is narrow: the same request, unchanged, can
 * succeed once the database, its settings or the load on it have recovered.
 *
 * @param sqlState as the database or the driver gave it, if it did
 * @param unavailable whether it is that, or an error that repeating does not mend
 */
public record DatabaseFailure(@Nullable String sqlState, boolean unavailable) {

    private static final List<String> UNAVAILABLE = List.of(
            "08", // connection
            "28", // refused log-in
            "3D", // no such database
            "40", // serialization failure, deadlock
            "53", // out of connections, disk or memory
            "57", // shut down, starting up, statement time-out
            "25006", // read-only: a standby, or a primary being demoted
            "25P03", // idle transaction ended
            "55P03"); // lock not had in time

    /** Reads the whole chain of causes. */
    public static DatabaseFailure of(Throwable failure) {
        DatabaseFailure found = new DatabaseFailure(null, false);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = new DatabaseFailure(
                        sql.getSQLState() == null ? found.sqlState : sql.getSQLState(),
                        found.unavailable || isUnavailable(sql));
            }
        }
        return found;
    }

    // A failure without any SQLSTATE is the pool's own: it has no connection, or the one in use was lost before.
    private static boolean isUnavailable(SQLException e) {
        String state = e.getSQLState();
        return state == null || UNAVAILABLE.stream().anyMatch(state::startsWith);
    }
}
