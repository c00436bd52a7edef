package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.EventRejectedException;
import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.Outbox;
import com.everyoneslecture.outbox.append.OutboxNotUsableException;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apiguardian.api.API;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Appends events in the transaction that Spring manages, over its connection. So it does not matter how the change is made: by JPA,
 * {@code JdbcTemplate}, jOOQ or MyBatis, as long as they use the same {@code DataSource}.
 *
 * <p>An append needs a transaction that a transaction manager has begun on this {@code DataSource}: the one of JDBC or of JPA, for the same
 * object or for the one behind a {@code TransactionAwareDataSourceProxy}. In a transaction of another manager only, or in a listener after the
 * commit, it is rejected. Never append in {@code TransactionSynchronization.afterCommit}, where the transaction still seems to run. JTA binds no
 * connection, so it needs an outbox of its own: {@link #withJta}.
 *
 * <p><b>Commit point:</b> the commit of that transaction, for the change and its events together. A crash, an exception or a rollback
 * before it leaves neither. An event that cannot be appended takes the change with it: the transaction cannot commit, even if the caller
 * catches the exception.
 *
 * <p><b>Threads:</b> any number may append at once, each in a transaction of its own. The transaction of a thread is not that of a
 * thread that it starts.
 */
@API(status = API.Status.STABLE)
public final class TransactionalOutbox {

    private static final String NONE = "Make the change in a method that is @Transactional.";
    private static final String ENDED =
            "This transaction has ended: append before its commit, or make a further change in a transaction"
                    + " with REQUIRES_NEW.";
    private static final String OF_ANOTHER =
            "This transaction is not one of the outbox's DataSource: name the transaction manager of"
                    + " this DataSource in @Transactional, define a bean of the type TransactionalOutbox for the manager's DataSource, or with"
                    + " JTA by TransactionalOutbox.withJta.";

    private final Outbox outbox;
    private final JdbcTemplate jdbc;
    private final AppendTraces traces;
    private final BooleanSupplier begun;

    /**
     * Makes an outbox that records no spans, for a service with several data sources.
     *
     * @param dataSource the one that the changes are made through
     * @param outbox the table, in that database
     */
    public TransactionalOutbox(DataSource dataSource, Outbox outbox) {
        this(dataSource, outbox, AppendTraces.NONE);
    }

    TransactionalOutbox(DataSource dataSource, Outbox outbox, AppendTraces traces) {
        this(dataSource, outbox, traces, new BegunTransactions(dataSource)::isRunning);
    }

    private TransactionalOutbox(DataSource dataSource, Outbox outbox, AppendTraces traces, BooleanSupplier begun) {
        this.outbox = outbox;
        this.jdbc = new JdbcTemplate(dataSource);
        this.traces = traces;
        this.begun = begun;
    }

    /**
     * Makes an outbox that records no spans, for a data source whose connections JTA enlists in its transactions. JTA leaves no sign of that
     * in Spring, so a connection without auto-commit counts as enlisted: with a data source that is not enlisted, events would be lost.
     *
     * @param dataSource the one that the changes are made through; enlisted in every transaction of JTA
     * @param outbox the table, in that database
     */
    public static TransactionalOutbox withJta(DataSource dataSource, Outbox outbox) {
        return new TransactionalOutbox(dataSource, outbox, AppendTraces.NONE, () -> true);
    }

    /**
     * Appends one event: one statement, one round trip. An event without a trace gets that of the current span.
     *
     * @throws IllegalTransactionStateException outside a transaction of this database or in a read-only one; nothing was sent, and the
     *     running transaction can only roll back
     * @throws EventRejectedException if the event breaks a rule of the table; likewise
     * @throws OutboxNotUsableException if the table, a column, a partition or a right is missing; likewise
     * @throws org.springframework.dao.DataAccessException if the database fails otherwise; likewise
     */
    public void append(NewEvent event) {
        append(List.of(event));
    }

    /**
     * Appends events in the order of the list, up to 100 of them in one statement.
     *
     * @throws IllegalTransactionStateException outside a transaction of this database or in a read-only one; nothing was sent, and the
     *     running transaction can only roll back
     * @throws EventRejectedException if an event breaks a rule of the table; likewise
     * @throws OutboxNotUsableException if the table, a column, a partition or a right is missing; likewise
     * @throws org.springframework.dao.DataAccessException if the database fails otherwise; likewise
     */
    public void append(List<NewEvent> events) {
        try {
            requireTransaction();
            if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
                throw new IllegalTransactionStateException(
                        "An event cannot be appended in a read-only transaction: nothing can have changed in it.");
            }
            traces.append(events, this::insert);
        } catch (RuntimeException | Error e) {
            RejectedTransaction.of(e);
            throw e;
        }
    }

    private void insert(List<NewEvent> events) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            // With JTA, the connection may not be enlisted; the row would commit alone.
            require(!connection.getAutoCommit(), OF_ANOTHER);
            outbox.append(connection, events);
            return true;
        });
    }

    private void requireTransaction() {
        require(TransactionSynchronizationManager.isActualTransactionActive(), NONE);
        // Spring's transaction stays active while it calls listeners after the commit; its synchronizations have ended
        // by then.
        require(TransactionSynchronizationManager.isSynchronizationActive(), ENDED);
        require(begun.getAsBoolean(), OF_ANOTHER);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalTransactionStateException("An event can only be appended in the transaction of its change:"
                    + " without one, the event and the change could be stored one without the other. " + otherwise);
        }
    }
}
