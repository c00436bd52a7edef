package com.everyoneslecture.capture;

import com.everyoneslecture.slot.Cursor;
import com.everyoneslecture.slot.Database;
import com.everyoneslecture.slot.Query;
import com.everyoneslecture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox as a table, for what no slot can tell any more. */
public final class OutboxTable {

    /** Not by position in the log: the order of an aggregate's events is that of their versions. */
    private static final String ORDER = " order by aggregatetype, aggregateid, aggregateversion";

    private static final String COLUMNS =
            "id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent";

    private final Database database;
    private final SlotSettings settings;
    private final int batchSize;

    /** @param batchSize events in one batch at most */
    public OutboxTable(Database database, SlotSettings settings, int batchSize) {
        this.database = database;
        this.settings = settings;
        this.batchSize = batchSize;
    }

    /**
     * Hands over every committed row that a snapshot does not cover, the versions of an aggregate in their order. All are
     * seen by one statement, and so as of one moment; few are in memory at once.
     *
     * @param snapshot as {@code pg_current_snapshot()} wrote it; null for every row
     * @param before another one: of each row it is told whether this covers it
     * @param consumer called by this thread, batch by batch
     * @throws Exception if the rows cannot be read, or what the consumer throws
     */
    public void forEachOutside(@Nullable String snapshot, String before, Consumer consumer) throws Exception {
        List<String> parameters = snapshot == null ? List.of(before) : List.of(before, snapshot);
        read(query(snapshot != null), OutboxTable::row, consumer::accept, parameters);
    }

    /**
     * Hands over every committed event that is selected, the versions of an aggregate in their order, as
     * {@link #forEachOutside} does.
     *
     * @throws Exception if the rows cannot be read, or what the consumer throws
     */
    public void forEachSelected(EventSelection selection, EventConsumer consumer) throws Exception {
        String sql = "select " + COLUMNS + " from " + settings.table() + " where " + selection.condition() + ORDER;
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

    private String query(boolean outsideSnapshot) {
        return "select " + COLUMNS + ", pg_visible_in_snapshot(tx_id, ?::pg_snapshot) from " + settings.table()
                + (outsideSnapshot ? " where not pg_visible_in_snapshot(tx_id, ?::pg_snapshot)" : "")
                + ORDER;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(event(row), row.getBoolean(9));
    }

    private static OutboxEvent event(ResultSet row) throws SQLException {
        return new OutboxEvent(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                null);
    }

    /**
     * A row.
     *
     * @param event that it stores
     * @param coveredBefore whether the second snapshot covers it
     */
    public record Row(OutboxEvent event, boolean coveredBefore) {}

    /** Takes batches of rows. */
    @FunctionalInterface
    public interface Consumer {
        /** Takes the next batch. */
        void accept(List<Row> batch) throws Exception;
    }
}
