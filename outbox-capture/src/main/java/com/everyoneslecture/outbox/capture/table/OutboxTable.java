package com.everyoneslecture.outbox.capture.table;

import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.jdbc.Cursor;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.jdbc.SessionSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.event.Utf8;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outbox as a table, for what no slot can tell any more. */
public final class OutboxTable implements CommittedRows {

    /** Not by position in the log: the order of an aggregate's events is that of their versions. */
    private static final String ORDER = " order by aggregatetype, aggregateid, aggregateversion";

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

    private static final String OUTSIDE = """
             where (tx_id::text)::bigint >= (select pg_snapshot_xmin(?::pg_snapshot)::text::bigint)
               and not pg_visible_in_snapshot(tx_id, (select ?::pg_snapshot))
            """;

    /** The lower half of an id, as a number. */
    private static final String ID_NUMBER = "('x' || encode(substr(uuid_send(id), 9, 8), 'hex'))::bit(64)::bigint";

    private static final String COLUMNS =
            "id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent, tx_id";

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
    public void forEachOutside(@Nullable String snapshot, @Nullable String before, RowConsumer consumer)
            throws Exception {
        String sql = "select " + COLUMNS + ", pg_visible_in_snapshot(tx_id, (select ?::pg_snapshot)) from "
                + names.qualified() + OUTSIDE + ORDER;
        String outside = orNothing(snapshot);
        read(sql, OutboxTable::row, consumer::accept, List.of(orNothing(before), outside, outside));
    }

    @Override
    public Covered covered(@Nullable String earlier, String later) throws SQLException {
        String sql = "select count(*), coalesce(sum(" + ID_NUMBER + "), 0) from " + names.qualified() + BETWEEN;
        try (Connection connection = database.connect()) {
            // It reads every row that was published since the earlier one.
            SessionSettings.unbound(connection);
            return Objects.requireNonNull(Query.first(
                    connection,
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
        String sql = "select id from " + names.qualified() + BETWEEN;
        read(sql, row -> row.getObject(1, UUID.class), consumer, between(earlier, later));
    }

    @Override
    public void forEachCovered(@Nullable String earlier, String later, EventConsumer consumer) throws Exception {
        String sql = "select " + COLUMNS + " from " + names.qualified() + BETWEEN + ORDER;
        read(sql, OutboxTable::event, consumer::accept, between(earlier, later));
    }

    /**
     * Returns those of some ids of which there is no row.
     *
     * @throws SQLException if the server cannot be asked
     */
    public List<UUID> absent(Collection<UUID> ids) throws SQLException {
        String sql = "select wanted.id from unnest(?::uuid[]) as wanted (id) where not exists (select from "
                + names.qualified() + " as row where row.id = wanted.id)";
        String array = ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
        try (Connection connection = database.connect()) {
            return Query.rows(connection, sql, row -> row.getObject(1, UUID.class), array);
        }
    }

    /**
     * Returns the aggregate types of all rows. Reads the whole outbox.
     *
     * @throws SQLException if the server cannot be asked
     */
    public List<String> aggregateTypes() throws SQLException {
        try (Connection connection = database.connect()) {
            SessionSettings.unbound(connection);
            return Query.rows(
                    connection, "select distinct aggregatetype from " + names.qualified(), row -> row.getString(1));
        }
    }

    /**
     * Returns whether retention has dropped rows: a row that is absent may have been among them.
     *
     * @throws SQLException if the server cannot be asked
     */
    public boolean mayHaveBeenDropped() throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.isTrue(
                    connection,
                    "select exists (select from " + names.droppedPartitions()
                            + " where dropped_at > now() - interval '1 day')");
        }
    }

    /**
     * Hands over every committed event that is selected, the versions of an aggregate in their order, as
     * {@link #forEachOutside} does.
     *
     * @throws Exception if the rows cannot be read, or what the consumer throws
     */
    public void forEachSelected(EventSelection selection, EventConsumer consumer) throws Exception {
        String sql = "select " + COLUMNS + " from " + names.qualified() + " where " + selection.condition() + ORDER;
        read(sql, OutboxTable::event, consumer::accept, selection.parameters());
    }

    private <T> void read(String sql, Query.RowReader<T> reader, Cursor.BatchConsumer<T> consumer, List<?> parameters)
            throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Cursor.forEachBatch(connection, sql, batchSize, reader, consumer, parameters);
            connection.commit();
        }
    }

    private static List<String> between(@Nullable String earlier, String later) {
        return List.of(orNothing(earlier), later, orNothing(earlier), later);
    }

    private static String orNothing(@Nullable String snapshot) {
        return snapshot == null ? NOTHING : snapshot;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(event(row), row.getBoolean(10));
    }

    private static OutboxEvent event(ResultSet row) throws SQLException {
        String traceparent = row.getString(8);
        return new OutboxEvent(
                row.getObject(1, UUID.class),
                row.getString(2),
                Utf8.of(row.getString(3)),
                row.getLong(4),
                row.getString(5),
                Utf8.of(row.getString(6)),
                row.getLong(7),
                traceparent == null ? null : Utf8.of(traceparent),
                null,
                row.getLong(9),
                0);
    }
}
