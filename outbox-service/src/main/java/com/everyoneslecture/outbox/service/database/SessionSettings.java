package com.everyoneslecture.outbox.service.database;

/**
 * The settings of a session of PostgreSQL. Neither the server nor the database nor the role ends what the service does, nor
 * leads it to other tables.
 *
 * @param statementTimeout how long a statement may take, in PostgreSQL's terms: {@code 18s}
 * @param idleInTransactionTimeout how long the session may stay idle in a transaction
 */
public record SessionSettings(String statementTimeout, String idleInTransactionTimeout) {

    /**
     * Returns the statements that a new connection executes, in one string. They are statements and not options of the startup
     * packet, which a pooler may refuse.
     */
    public String sql() {
        return """
                set statement_timeout = '%s';
                set idle_in_transaction_session_timeout = '%s';
                set lock_timeout = 0;
                set idle_session_timeout = 0;
                set default_transaction_isolation = 'read committed';
                set search_path = public, pg_temp;
                set time zone 'UTC';
                -- PostgreSQL 17 and newer.
                select set_config('transaction_timeout', '0', false) where current_setting('transaction_timeout', true) is not null
                """.formatted(statementTimeout, idleInTransactionTimeout);
    }
}
