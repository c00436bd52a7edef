package com.everyoneslecture.outbox.append;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Appends events to an outbox, in the transaction of the change that they describe.
 *
 * <p><b>Commit point:</b> the commit of the caller's transaction, which stores the change and its rows together. A crash, an
 * exception or a rollback before it leaves neither; after it, both are stored and the relay will find the rows. If the
 * connection breaks during the commit, the caller does not know whether both were stored or neither.
 *
 * <p>Needs only the right to insert into the table's columns. Never starts, commits or rolls back a transaction.
 *
 * <p><b>Threads:</b> immutable; safe for any number of threads if each has a separate connection.
 */
@API(status = API.Status.STABLE)
public final class Outbox {

    /** Limits one statement: its text, its parameters (PostgreSQL allows 65,535), and the driver's memory. */
    private static final int MOST_ROWS = 100;

    private static final long MOST_BYTES = 4 * 1024 * 1024;

    private final TableName table;
    private final EventRules rules;
    private final Rejections rejections;

    private Outbox(TableName table) {
        this.table = table;
        this.rules = new EventRules(table);
        this.rejections = new Rejections(table);
    }

    /** Returns the outbox in the table {@code outbox} of the connection's search path. */
    public static Outbox ofDefaultTable() {
        return of("outbox");
    }

    /**
     * Returns the outbox in a table.
     *
     * @param table the name as in SQL: {@code outbox}, {@code shop.events} or {@code "Shop"."Order Events"}. Without a schema, the
     *     connection's search path decides
     * @throws IllegalArgumentException if it is not a table's name. The first append checks that the table exists
     */
    public static Outbox of(String table) {
        return new Outbox(TableName.of(table));
    }

    /**
     * Appends one event: one statement, one round trip, nothing read back.
     *
     * @param connection the connection of the change, in a transaction; stays open
     * @throws IllegalStateException if the connection is in auto-commit mode; nothing was sent
     * @throws EventRejectedException if the event breaks a rule of the table; the transaction has to be rolled back
     * @throws OutboxNotUsableException if the table, a column, a partition or a right is missing; the transaction has to be
     *     rolled back
     * @throws SQLException if the database fails otherwise (connection, deadlock, serialization, timeout); the transaction has
     *     to be rolled back
     */
    public void append(Connection connection, NewEvent event) throws SQLException {
        append(connection, List.of(event));
    }

    /**
     * Appends events in the order of the list: one statement for up to 100 of them, and for up to 4 MiB. Every event is
     * checked before the first is sent. An empty list appends nothing.
     *
     * @param connection the connection of the change, in a transaction; stays open
     * @throws IllegalStateException if the connection is in auto-commit mode; nothing was sent
     * @throws EventRejectedException if an event breaks a rule of the table; the transaction has to be rolled back
     * @throws OutboxNotUsableException if the table, a column, a partition or a right is missing; the transaction has to be
     *     rolled back
     * @throws SQLException if the database fails otherwise (connection, deadlock, serialization, timeout); the transaction has
     *     to be rolled back
     */
    public void append(Connection connection, List<NewEvent> events) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("An event can only be appended in the transaction of its change:"
                    + " without one, the event and the change could be stored one without the other.");
        }
        List<NewEvent> checked = List.copyOf(events);
        long[] bytesOfEvents = checked.stream().mapToLong(rules::check).toArray();
        int from = 0;
        while (from < checked.size()) {
            int to = endOfStatement(bytesOfEvents, from);
            insert(connection, checked.subList(from, to));
            from = to;
        }
    }

    @Override
    public String toString() {
        return "outbox " + table;
    }

    private static int endOfStatement(long[] bytesOfEvents, int from) {
        int to = from;
        long bytes = 0;
        do {
            bytes += bytesOfEvents[to];
            to++;
        } while (to < bytesOfEvents.length && to - from < MOST_ROWS && bytes + bytesOfEvents[to] <= MOST_BYTES);
        return to;
    }

    private void insert(Connection connection, List<NewEvent> events) throws SQLException {
        Insert insert = Insert.of(table, events);
        try (PreparedStatement statement = connection.prepareStatement(insert.sql(events))) {
            insert.bind(statement, events);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw thrown(rejections.explained(events, e));
        }
    }

    private static SQLException thrown(Exception explained) {
        if (explained instanceof RuntimeException rejection) {
            throw rejection;
        }
        return (SQLException) explained;
    }
}
