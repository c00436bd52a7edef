package com.everyoneslecture.capture;

import com.everyoneslecture.slot.Database;
import com.everyoneslecture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox as a table, for what no slot can tell any more. */
public final class OutboxTable {

    /** Not by position in the log: the order of an aggregate's events is that of their versions. */
    private static final String ORDER = " order by aggregatetype, aggregateid, aggregateversion";

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
        try (Connection connection = database.connect()) {
            // A cursor, which there is only within a transaction; and sorting may take longer than an answer should.
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 0);
            try (PreparedStatement statement = connection.prepareStatement(query(snapshot != null))) {
                statement.setFetchSize(batchSize);
                statement.setString(1, before);
                if (snapshot != null) {
                    statement.setString(2, snapshot);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    forEachBatch(rows, consumer);
                }
            }
            connection.commit();
        }
    }

    private void forEachBatch(ResultSet rows, Consumer consumer) throws Exception {
        List<Row> batch = new ArrayList<>(batchSize);
        while (rows.next()) {
            batch.add(row(rows));
            if (batch.size() == batchSize) {
                consumer.accept(batch);
                batch = new ArrayList<>(batchSize);
            }
        }
        if (!batch.isEmpty()) {
            consumer.accept(batch);
        }
    }

    private String query(boolean outsideSnapshot) {
        return "select id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent,"
                + " pg_visible_in_snapshot(tx_id, ?::pg_snapshot) from " + settings.table()
                + (outsideSnapshot ? " where not pg_visible_in_snapshot(tx_id, ?::pg_snapshot)" : "")
                + ORDER;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new OutboxEvent(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getString(8),
                        null),
                row.getBoolean(9));
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
