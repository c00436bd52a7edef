package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.BatchBuffer;
import com.everyoneslecture.outbox.capture.CaptureFailedException;
import com.everyoneslecture.outbox.capture.CapturedBatch;
import com.everyoneslecture.outbox.capture.wal.WalReader;
import com.everyoneslecture.outbox.capture.wal.WalSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Hands the engine what a {@link WalReader} reads. A batch travels as one record: the engine spends more on each record than
 * it takes to read the event, so that it sees few of them. Public for the engine makes it by its name.
 */
public final class OutboxTask extends SourceTask {

    /** How long the engine waits for a batch before it looks whether it should end. */
    private static final Duration POLL_PATIENCE = Duration.ofMillis(200);

    /** Bounds memory where payloads are large. */
    private static final long MAXIMUM_BUFFER_BYTES = 16L * 1024 * 1024;

    /** Nothing is ever read from it: the slot is the position. */
    private static final Map<String, String> PARTITION = Map.of("slot", "outbox");

    private static final String LSN = "lsn";

    private @Nullable BatchBuffer buffer;
    private @Nullable WalReader reader;

    /** Returns when the server streams. */
    @Override
    public void start(Map<String, String> properties) {
        WalSettings settings = TaskProperties.of(properties);
        BatchBuffer made = new BatchBuffer(settings.maximumBatchSize(), MAXIMUM_BUFFER_BYTES);
        buffer = made;
        try {
            reader = WalReader.start(settings, made);
        } catch (SQLException e) {
            throw new CaptureFailedException(e);
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        BatchBuffer from = buffer;
        if (from == null) {
            throw new ConnectException("the task was not started");
        }
        CapturedBatch batch = from.take(POLL_PATIENCE);
        return batch == null ? null : List.of(recordOf(batch));
    }

    /** The batch is taken: it may be acknowledged. A crash before this, or before the server hears of it, has it sent again. */
    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        long committed = batchOf(record).committedLsn();
        if (reader != null && committed != 0) {
            reader.acknowledge(committed);
        }
    }

    @Override
    public void stop() {
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public String version() {
        return "1";
    }

    static CapturedBatch batchOf(SourceRecord record) {
        return (CapturedBatch) record.value();
    }

    private static SourceRecord recordOf(CapturedBatch batch) {
        return new SourceRecord(PARTITION, Map.of(LSN, batch.committedLsn()), LSN, null, batch);
    }
}
