package com.everyoneslecture.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Appends events to the outbox, in the transaction of the change that they tell of.
 *
 * <p><b>Commit point:</b> the commit of the caller's transaction, for the change and its row together. A crash, an
 * exception or a rollback before it leaves neither; after it, both are there and the relay will find the row.
 *
 * <p>Stateless; any number of threads may append at once.
 */
@Component
public class Outbox {

    private static final String INSERT = """
            insert into outbox
                (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;

    Outbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends one row: one statement, one round trip, nothing read back (the service may not read the outbox).
     *
     * @throws IllegalTransactionStateException outside a transaction or in a read-only one; nothing was sent
     * @throws OutboxRowRefusedException if a constraint of the table refuses the row; the transaction can only roll back
     * @throws org.springframework.dao.DataAccessException if the database fails; likewise
     */
    public void append(OutboxRow row) {
        requireTransaction(TransactionSynchronizationManager.isActualTransactionActive());
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalTransactionStateException(
                    "An event cannot be appended in a read-only transaction: nothing can have changed in it.");
        }
        try {
            jdbc.execute((ConnectionCallback<Integer>) connection -> insert(connection, row));
        } catch (DataIntegrityViolationException e) {
            throw new OutboxRowRefusedException(row, e);
        }
    }

    private static Integer insert(Connection connection, OutboxRow row) throws SQLException {
        // A transaction may be running on another database's connection; on this one the row would commit alone.
        requireTransaction(!connection.getAutoCommit());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, row.eventId());
            insert.setString(2, row.aggregateType());
            insert.setString(3, row.aggregateId());
            insert.setLong(4, row.aggregateVersion());
            insert.setString(5, row.type());
            insert.setString(6, row.payload());
            insert.setLong(7, row.occurredAtMicros());
            insert.setObject(
                    8, row.traceParent() == null ? null : row.traceParent().value(), Types.VARCHAR);
            return insert.executeUpdate();
        }
    }

    private static void requireTransaction(boolean present) {
        if (!present) {
            throw new IllegalTransactionStateException("An event can only be appended in the transaction of its change:"
                    + " without one, the event and the change could be stored one without the other."
                    + " Make the change in a method that is @Transactional.");
        }
    }
}
