package com.everyoneslecture.outbox.append;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Appends events to the outbox, in the transaction of the change that they describe.
 *
 * <p><b>Commit point:</b> the commit of the caller's transaction, for the change and its row together. A crash, an
 * exception or a rollback before it leaves neither; after it, both are there and the relay will find the row.
 */
public final class Outbox {

    private static final String INSERT = """
            insert into outbox
                (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INTEGRITY_CONSTRAINT_VIOLATION = "23";

    private Outbox() {}

    /**
     * Appends one row: one statement, one round trip, nothing read back. The writer needs no right to read the outbox.
     *
     * @param connection the connection that the change went over, in a transaction
     * @throws IllegalStateException if the connection commits each statement by itself; nothing was sent
     * @throws OutboxRowRefusedException if a constraint of the table refuses the row; the transaction can only roll back
     * @throws SQLException if the database fails; likewise
     */
    public static void append(Connection connection, OutboxRow row) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("An event can only be appended in the transaction of its change:"
                    + " without one, the event and the change could be stored one without the other.");
        }
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
            insert.executeUpdate();
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(INTEGRITY_CONSTRAINT_VIOLATION)) {
                throw new OutboxRowRefusedException(row, e);
            }
            throw e;
        }
    }
}
