package com.everyoneslecture.outbox.capture.table;

import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.OutboxColumns;
import com.everyoneslecture.outbox.capture.jdbc.Cursor;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.LongSession;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.ForeignRows;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.TableColumns;
import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.ForeignTransaction;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the outbox as a table, for events that no slot can deliver any more. */
public final class OutboxTable implements CommittedRows {

    /** Covers no transaction. */
    private static final String NOTHING = "1:1:";

    /**
     * The rows that one snapshot covers and an earlier one does not. The bounds find them by the index on the transaction id,
     * whose expression this is; each snapshot is read once for the statement, not once for each row.
     */
    private static final String BETWEEN = """
             where (tx_id::text)::bigint >= (select pg_snapshot_xmin(?::pg_snapshot)::text::bigint)
               and (tx_id::text)::bigint < (select pg_snapshot_xmax(?::pg_snapshot)::text::bigint)
               and not pg_visible_in_snapshot(tx_id, (select ?::pg_snapshot))
               and pg_visible_in_snapshot(tx_id, (select ?::pg_snapshot))
            """;

    /** True for a row that was restored from another cluster. */
    private static final String FOREIGN = ForeignRows.writtenBy() + " < (tx_id::text)::bigint";

    /** A row that was restored is covered if no transaction up to its writer was in progress: the writer may be a subtransaction. */
    private static final String COVERED_IF_FOREIGN =
            ForeignRows.writtenBy() + " < (select pg_snapshot_xmin(?::pg_snapshot)::text::bigint)";

    private static final String IDENTIFIED = BETWEEN + " and not " + FOREIGN;

    private static final String COVERED_BY_STORED_ID = "pg_visible_in_snapshot(tx_id, (select ?::pg_snapshot))";

    private static final String COVERED =
            "case when " + FOREIGN + " then " + COVERED_IF_FOREIGN + " else " + COVERED_BY_STORED_ID + " end";

    /** The bound finds the rows by the index. The id that a restored row stores is higher than that of its writer. */
    private static final String OUTSIDE =
            " where (tx_id::text)::bigint >= (select pg_snapshot_xmin(?::pg_snapshot)::text::bigint) and not ";

    /** The lower half of an id, as a number. */
    private static final String ID_NUMBER = "('x' || encode(substr(uuid_send(id), 9, 8), 'hex'))::bit(64)::bigint";

    private static final String COLUMNS =
            "id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent, tx_id";

    private static final int COVERED_BEFORE = 14;
    private static final int FOREIGN_WRITER = 15;

    private final Database database;
    private final OutboxNames names;
    private final int batchSize;

    /** @param batchSize events in one batch at most */
    public OutboxTable(Database database, SlotSettings settings, int batchSize) {
        this.database = database;
        this.names = settings.outbox();
        this.batchSize = batchSize;
    }

    @Override
    public void forEachOutside(
            @Nullable String snapshot, boolean cameAlong, @Nullable String before, RowConsumer consumer)
            throws Exception {
        String outside = orNothing(snapshot);
        String earlier = orNothing(before);
        List<String> parameters = new ArrayList<>(List.of(earlier, earlier, outside, outside));
        if (!cameAlong) {
            parameters.add(outside);
        }
        read(
                columns -> "select " + selected(columns) + ", " + COVERED + ", case when " + FOREIGN + " then "
                        + ForeignRows.writtenBy() + " end from " + names.qualified() + OUTSIDE
                        + (cameAlong ? COVERED_BY_STORED_ID : COVERED) + columns.order(),
                OutboxTable::row,
                consumer::accept,
                parameters);
    }

    @Override
    public Covered covered(@Nullable String earlier, String later) throws SQLException {
        String sql = "select count(*), coalesce(sum(" + ID_NUMBER + "), 0) from " + names.qualified() + BETWEEN;
        // It reads every row that was published since the earlier one.
        try (LongSession session = LongSession.open(database)) {
            return Objects.requireNonNull(Query.first(
                    session.connection(),
                    sql,
                    row -> new Covered(
                            row.getLong(1),
                            row.getBigDecimal(2).toBigIntegerExact().longValue()),
                    between(earlier, later).toArray()));
        }
    }

    @Override
    public void forEachIdCovered(@Nullable String earlier, String later, Cursor.BatchConsumer<UUID> consumer)
            throws Exception {
        read(
                columns -> "select id from " + names.qualified() + IDENTIFIED,
                row -> row.getObject(1, UUID.class),
                consumer,
                between(earlier, later));
    }

    @Override
    public void forEachCovered(@Nullable String earlier, String later, EventConsumer consumer) throws Exception {
        read(columns -> events(columns, IDENTIFIED), OutboxTable::event, consumer::accept, between(earlier, later));
    }

    /**
     * Returns the ids that have no row.
     *
     * @throws SQLException if the server is unreachable
     */
    public List<UUID> absent(Collection<UUID> ids) throws SQLException {
        String sql = "select wanted.id from unnest(?::uuid[]) as wanted (id) where not exists (select from "
                + names.qualified() + " as row where row.id = wanted.id)";
        String array = ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
        return database.read(connection -> Query.rows(connection, sql, row -> row.getObject(1, UUID.class), array));
    }

    /**
     * Returns the aggregate types of all rows. Reads the whole outbox.
     *
     * @throws SQLException if the server is unreachable
     */
    public List<String> aggregateTypes() throws SQLException {
        try (LongSession session = LongSession.open(database)) {
            return Query.rows(
                    session.connection(),
                    "select distinct aggregatetype from " + names.qualified(),
                    row -> row.getString(1));
        }
    }

    /**
     * Returns whether retention may have dropped rows of a transaction: with each drop, the outbox records a snapshot that covers the
     * transactions of all rows that were dropped.
     *
     * @throws SQLException if the server is unreachable
     */
    public boolean mayHaveDropped(long transaction) throws SQLException {
        return droppedWhere("pg_visible_in_snapshot(?::text::xid8, published)", Long.toUnsignedString(transaction));
    }

    /**
     * Returns whether retention has dropped rows.
     *
     * @throws SQLException if the server is unreachable
     */
    public boolean hasDropped() throws SQLException {
        return droppedWhere("true");
    }

    /**
     * Returns whether the outbox has a list of the rows that retention has dropped. An adopted one has none: its owner deletes rows.
     *
     * @throws SQLException if the server is unreachable
     */
    public boolean listsDrops() throws SQLException {
        return database.read(
                connection -> Query.isTrue(connection, "select to_regclass(?) is not null", names.droppedPartitions()));
    }

    /**
     * Returns whether the outbox has at least one of the rows that a snapshot covers.
     *
     * @throws SQLException if the server is unreachable
     */
    public boolean keepsRowsOf(String snapshot) throws SQLException {
        String sql = "select exists (select from " + names.qualified() + BETWEEN + ")";
        return database.read(connection ->
                Query.isTrue(connection, sql, between(null, snapshot).toArray()));
    }

    /**
     * Returns whether the outbox has at least one row of a transaction with a lower id.
     *
     * @throws SQLException if the server is unreachable
     */
    public boolean keepsRowsBefore(long transaction) throws SQLException {
        String sql = "select exists (select from " + names.qualified() + " where (tx_id::text)::bigint < ?)";
        return database.read(connection -> Query.isTrue(connection, sql, transaction));
    }

    private boolean droppedWhere(String condition, Object... parameters) throws SQLException {
        return listsDrops()
                && database.read(connection -> Query.isTrue(
                        connection,
                        "select exists (select from " + names.droppedPartitions() + " where " + condition + ")",
                        parameters));
    }

    /**
     * Passes every committed event of the selection to the consumer, the versions of an aggregate in their order, like
     * {@link #forEachOutside}.
     *
     * @throws Exception if the rows cannot be read, or if the consumer throws it
     */
    public void forEachSelected(EventSelection selection, EventConsumer consumer) throws Exception {
        read(
                columns -> events(columns, " where " + selection.condition()),
                OutboxTable::event,
                consumer::accept,
                selection.parameters());
    }

    private <T> void read(
            Function<TableColumns, String> sql,
            Query.RowReader<T> reader,
            Cursor.BatchConsumer<T> consumer,
            List<?> parameters)
            throws Exception {
        try (LongSession session = LongSession.open(database)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            TableColumns columns = TableColumns.of(connection, names);
            Cursor.forEachBatch(session, sql.apply(columns), batchSize, reader, consumer, parameters);
            connection.commit();
        }
    }

    private String events(TableColumns columns, String where) {
        return "select " + selected(columns) + " from " + names.qualified() + where + columns.order();
    }

    /** Returns the list of columns, with nulls in place of the columns that the table lacks. */
    private static String selected(TableColumns columns) {
        return COLUMNS
                + OutboxColumns.OPTIONAL.stream()
                        .map(column -> columns.has(column) ? ", " + column : ", null")
                        .collect(Collectors.joining());
    }

    private static List<String> between(@Nullable String earlier, String later) {
        return List.of(orNothing(earlier), later, orNothing(earlier), later);
    }

    private static String orNothing(@Nullable String snapshot) {
        return snapshot == null ? NOTHING : snapshot;
    }

    private static Row row(ResultSet row) throws SQLException {
        boolean covered = row.getBoolean(COVERED_BEFORE);
        long foreignWriter = row.getLong(FOREIGN_WRITER);
        boolean foreign = !row.wasNull();
        OutboxEvent event =
                foreign ? event(row, ForeignTransaction.writtenBy(foreignWriter)) : event(row, row.getLong(9));
        return new Row(event, covered, !foreign);
    }

    private static OutboxEvent event(ResultSet row) throws SQLException {
        return event(row, row.getLong(9));
    }

    private static OutboxEvent event(ResultSet row, long transaction) throws SQLException {
        return new OutboxEvent(
                row.getObject(1, UUID.class),
                row.getString(2),
                Bytes.of(row.getString(3)),
                row.getLong(4),
                row.getString(5),
                content(row),
                row.getLong(7),
                text(row, 8),
                null,
                transaction,
                0);
    }

    private static EventContent content(ResultSet row) throws SQLException {
        return new EventContent(payload(row), text(row, 11), text(row, 12), row.getString(13));
    }

    /** Reads the payload by its column's type, because an adopted outbox may have bytes instead of text. */
    private static @Nullable Bytes payload(ResultSet row) throws SQLException {
        boolean isBytes = row.getMetaData().getColumnType(6) == Types.BINARY;
        Bytes payload = isBytes ? bytes(row, 6) : text(row, 6);
        if (payload != null) {
            return payload;
        }
        if (row.getMetaData().getColumnType(10) != Types.BINARY) {
            // The table lacks the column. So a null is not a tombstone, and the captures also fail at such a row.
            throw new IllegalStateException("an outbox row without payload");
        }
        return bytes(row, 10);
    }

    private static @Nullable Bytes bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : Bytes.over(bytes);
    }

    private static @Nullable Bytes text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : Bytes.of(text);
    }
}
