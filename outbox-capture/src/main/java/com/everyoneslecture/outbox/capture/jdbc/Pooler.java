package com.everyoneslecture.outbox.capture.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Recognizes a pooler, such as PgBouncer, between the relay and PostgreSQL. The relay must connect directly: it streams from a slot, and
 * a lock of its session decides which relay takes the slot.
 */
public final class Pooler {

    /** The action that an operator must take. */
    public static final String REMEDY =
            "connect to PostgreSQL directly: name the server and its own port in relay.database.url, because a"
                    + " pooler such as PgBouncer supports neither replication nor the sessions of the relay";

    /** SQLSTATEs of a prepared statement that exists already, and of one that does not exist. */
    private static final Set<String> OF_STATEMENTS = Set.of("42P05", "26000");

    private Pooler() {}

    /**
     * Returns whether a pooler has rejected the connection. A pooler reports every rejection with the SQLSTATE of a protocol
     * violation, also for parameters that PostgreSQL supports.
     */
    public static boolean hasRefused(Throwable failure) {
        return failure instanceof PSQLException refused
                // The driver uses the same SQLSTATE for responses that it does not understand.
                && refused.getServerErrorMessage() != null
                && PSQLState.PROTOCOL_VIOLATION.getState().equals(refused.getSQLState());
    }

    /**
     * Returns whether a pooler has given the session of a connection to another client: the session lacks the statements that
     * the driver prepared, or has other statements with their names.
     */
    public static boolean hasMixedSessions(Throwable failure) {
        return failure instanceof PSQLException mixed
                && mixed.getServerErrorMessage() != null
                && OF_STATEMENTS.contains(mixed.getSQLState());
    }

    /**
     * Returns whether a pooler has dropped the options of the startup packet, as it does if it is configured to ignore them.
     *
     * @param connection one of {@link Database#connect}
     * @throws SQLException if the server is unreachable
     */
    public static boolean dropsOptions(Connection connection) throws SQLException {
        return Query.isTrue(
                connection,
                "select source <> 'client' from pg_catalog.pg_settings"
                        + " where name = 'idle_in_transaction_session_timeout'");
    }
}
