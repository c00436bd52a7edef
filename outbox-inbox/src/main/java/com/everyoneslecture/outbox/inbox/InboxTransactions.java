package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import org.apiguardian.api.API;

/**
 * Runs work in transactions of the consumer's database, for a service whose framework manages them. Without a framework,
 * {@link InboxBuilder#dataSource} is enough.
 *
 * <p><b>Threads:</b> one thread at a time calls {@link #inTransaction} and {@link #close}; any thread may call {@link #abort}.
 */
@API(status = API.Status.STABLE)
public interface InboxTransactions {

    /** The statements of a transaction. */
    @FunctionalInterface
    interface Work<T> {

        /** Runs on a connection that is not in auto-commit mode, and neither commits nor rolls back. */
        T run(Connection connection) throws Exception;
    }

    /**
     * Commits the effects of the work and returns its result.
     *
     * @throws Exception the failure of the work, as it was thrown, after a rollback; or of the begin or the commit
     */
    <T> T inTransaction(Work<T> work) throws Exception;

    /** Cuts the connection of the running transaction, if there is one; its work then fails. */
    void abort();

    /**
     * Closes resources that are kept between transactions, such as a connection. Called when the inbox is closed; if it is
     * used again, it uses another object.
     */
    default void close() {}
}
