package com.everyoneslecture.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets one session at a time migrate a database. The lock ends with the connection, so that a killed process releases it.
 * It is polled with a bound, because any session that may use advisory locks can hold it, and an unbounded wait would hang
 * without a message.
 */
final class MigrationLock {

    // Any number that no other lock here uses.
    private static final long KEY = 0x6F7574626F78L;

    private static final long PAUSE_MILLIS = 200;

    /** PostgreSQL keeps a key of 64 bits in two parts. */
    private static final String HOLDER = """
            select pid, usename, application_name, client_addr, backend_start::timestamptz(0)
            from pg_locks
                     join pg_stat_activity using (pid)
            where locktype = 'advisory' and granted and objsubid = 1
              and database = (select oid from pg_database where datname = current_database())
              and ((classid::bigint << 32) | objid::bigint) = %s
            """.formatted(KEY);

    private MigrationLock() {}

    /**
     * Takes the lock for the session.
     *
     * @throws SQLException if another session holds it for all of that time; its message names that session
     */
    static void take(Statement session, Duration patience) throws SQLException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!tryTo(session)) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new SQLException(
                        "another session has held the migration lock for " + patience.toSeconds() + " s: "
                                + holder(session),
                        "55P03");
            }
            pause();
        }
    }

    static void release(Statement session) throws SQLException {
        session.execute("select pg_advisory_unlock(" + KEY + ")");
    }

    private static boolean tryTo(Statement session) throws SQLException {
        try (ResultSet row = session.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static String holder(Statement session) throws SQLException {
        try (ResultSet row = session.executeQuery(HOLDER)) {
            if (!row.next()) {
                return "it has ended meanwhile";
            }
            return "process " + row.getInt(1) + " of role " + row.getString(2) + ", application '" + row.getString(3)
                    + "' at " + row.getString(4) + ", connected since " + row.getString(5)
                    + ". Wait for it, or end it: select pg_terminate_backend(" + row.getInt(1) + ")";
        }
    }

    private static void pause() throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while another session migrates this database", e);
        }
    }
}
