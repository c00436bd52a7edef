package com.everyoneslecture.outbox.connect;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/** The connector's task, in a worker that ends at a {@link CrashPoint}. Its plugin has no other classes of the tests. */
public final class CrashingTask extends SourceTask {

    private final OutboxSourceTask task = new OutboxSourceTask();

    /** The producer's thread delivers the acknowledgements. */
    static final AtomicInteger TRANSACTION = new AtomicInteger();

    @Override
    public String version() {
        return task.version();
    }

    @Override
    public void initialize(SourceTaskContext own) {
        super.initialize(own);
        task.initialize(own);
    }

    @Override
    public void start(Map<String, String> configuration) {
        task.start(configuration);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> records = task.poll();
        if (records != null) {
            CrashPoint.BEFORE_SLOT_FLUSH.passed(TRANSACTION.get());
            CrashPoint.BEFORE_POLL_RETURNS.passed(TRANSACTION.incrementAndGet());
        }
        return records;
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        CrashPoint.BEFORE_COMMIT_RECORD.passed(TRANSACTION.get());
        task.commitRecord(record, metadata);
    }

    @Override
    public void commit() {
        CrashPoint.BEFORE_COMMIT_IS_REPORTED.passed(TRANSACTION.get());
        task.commit();
    }

    @Override
    public void stop() {
        task.stop();
    }
}
