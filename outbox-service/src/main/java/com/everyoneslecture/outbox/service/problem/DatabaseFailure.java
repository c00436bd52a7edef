package com.everyoneslecture.outbox.service.problem;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a database's failure for a client, by SQLSTATE. "Unavailable" is narrow: the same request, unchanged, can
 * succeed once the database, its settings or its load have recovered.
 *
 * @param sqlState from the database or the driver; null if there is none
 * @param unavailable whether a repetition can succeed
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

    // A failure without an SQLSTATE is the pool's own: it has no connection, or its connection was lost before.
    private static boolean isUnavailable(SQLException e) {
        String state = e.getSQLState();
        return state == null || UNAVAILABLE.stream().anyMatch(state::startsWith);
    }
}
