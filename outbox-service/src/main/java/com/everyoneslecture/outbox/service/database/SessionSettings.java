package com.everyoneslecture.outbox.service.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a session of PostgreSQL. They take precedence over those of the server, the database and the role, so those
 * can neither end the service's statements nor lead them to other tables.
 *
 * @param statementTimeout how long a statement may take, in PostgreSQL's format: {@code 18s}
 * @param lockTimeout how long a statement may wait for a lock; {@code 0} is no bound
 * @param idleInTransactionTimeout how long the session may stay idle in a transaction
 */
public record SessionSettings(String statementTimeout, String lockTimeout, String idleInTransactionTimeout) {

    /**
     * Returns the statement that a new connection executes. Its rows have one column: whether a pooler is between the driver
     * and the server. Without a pooler, the settings apply to the session. With a pooler, the statement changes nothing,
     * because the pooler may give the session to another client.
     *
     * <p>It is a statement, because a pooler may reject options of the startup packet.
     *
     * @param process the id of the server process as the driver received it; a pooler invents its own
     */
    String ofSession(int process) {
        String pooled = "pg_catalog.pg_backend_pid() <> " + process;
        return "select " + pooled + " as pooled, " + set(pooled);
    }

    /** Returns the statements with which a transaction begins, and whose effect ends with it. */
    String ofTransaction() {
        // The default does not apply to a transaction that has begun.
        return "set transaction isolation level read committed; select " + set("true");
    }

    private String set(String untilEndOfTransaction) {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("statement_timeout", statementTimeout);
        wanted.put("lock_timeout", lockTimeout);
        wanted.put("idle_in_transaction_session_timeout", idleInTransactionTimeout);
        wanted.put("idle_session_timeout", "0");
        // PostgreSQL 17 and newer.
        wanted.put("transaction_timeout", "0");
        wanted.put("default_transaction_isolation", "read committed");
        wanted.put("search_path", "public, pg_temp");
        wanted.put("TimeZone", "UTC");
        String rows = wanted.entrySet().stream()
                .map(setting -> "('" + setting.getKey() + "', '" + setting.getValue() + "')")
                .collect(Collectors.joining(", "));
        return "pg_catalog.set_config(name, value, " + untilEndOfTransaction + ") from (values " + rows
                + ") as wanted (name, value) where pg_catalog.current_setting(name, true) is not null";
    }
}
