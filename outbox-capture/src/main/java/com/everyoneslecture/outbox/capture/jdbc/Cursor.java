package com.everyoneslecture.outbox.capture.jdbc;

import com.everyoneslecture.outbox.capture.jdbc.Query.RowReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** Runs queries with many rows and keeps only a few of them in memory at once. */
public final class Cursor {

    private Cursor() {}

    /**
     * Passes all rows of the result to the consumer, batch by batch. One statement reads them, so they are of one snapshot.
     *
     * @param session in a transaction, because a cursor needs one. Sorting may take longer than the usual time limit of a
     *     statement
     * @param batchSize rows in one batch at most
     * @throws Exception if the rows cannot be read, or if the consumer throws it
     */
    public static <T> void forEachBatch(
            LongSession session,
            String sql,
            int batchSize,
            RowReader<T> reader,
            BatchConsumer<T> consumer,
            List<?> parameters)
            throws Exception {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setFetchSize(batchSize);
            for (int at = 0; at < parameters.size(); at++) {
                statement.setObject(at + 1, parameters.get(at));
            }
            try (ResultSet rows = statement.executeQuery()) {
                forEachBatch(rows, batchSize, reader, consumer);
            }
        }
    }

    private static <T> void forEachBatch(ResultSet rows, int batchSize, RowReader<T> reader, BatchConsumer<T> consumer)
            throws Exception {
        List<T> batch = new ArrayList<>(batchSize);
        while (rows.next()) {
            batch.add(reader.read(rows));
            if (batch.size() == batchSize) {
                consumer.accept(batch);
                batch = new ArrayList<>(batchSize);
            }
        }
        if (!batch.isEmpty()) {
            consumer.accept(batch);
        }
    }

    /** Takes batches of rows. */
    @FunctionalInterface
    public interface BatchConsumer<T> {
        /** Takes the next batch. */
        void accept(List<T> batch) throws Exception;
    }
}
