package com.everyoneslecture.outbox.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * Determines the size of records without keeping them. A broker limits the size of a batch as it was sent; a compressed batch
 * of 300 KB can contain a record of 300 MB, for which a consumer allocates memory without a check. So this reads the batches
 * ahead of the consumer, over a separate connection, and unpacks them without storing them.
 *
 * <p>Batches that are not compressed need the memory that they had in transit, which {@code fetch.max.bytes} limits; they are
 * not checked. Used by one thread.
 */
public final class UnpackedSizes implements SizeCheck {

    private static final int HEAP_SHARE = 4;

    private final Properties client;
    private final int records;
    private final long most;
    private final Map<TopicPartition, SizeWindow> windows = new HashMap<>();
    private @Nullable BatchFetcher fetcher;

    /**
     * Creates the check without a connection.
     *
     * @param client the settings of the consumer whose records are checked
     * @param records the maximum number of records of one poll
     * @param most the maximum total size of these records, in bytes
     */
    public UnpackedSizes(Properties client, int records, long most) {
        this.client = client;
        this.records = records;
        this.most = most;
    }

    /** Returns the memory that a process may use for the records of one poll, in bytes: a quarter of its heap. */
    public static long ofThisHeap() {
        return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    }

    @Override
    public void check(TopicPartition partition, long position) {
        // Removed, and put back only after a success: after a failure the next check starts from the beginning.
        SizeWindow known = windows.remove(partition);
        SizeWindow window =
                known != null && known.contains(position) ? known : new SizeWindow(partition, position, records, most);
        lookAhead(partition, position, window);
        window.check(position);
        windows.put(partition, window);
    }

    @Override
    public void forget(TopicPartition partition) {
        windows.remove(partition);
    }

    private void lookAhead(TopicPartition partition, long position, SizeWindow window) {
        while (!window.covers(position)) {
            long before = window.next();
            for (RecordBatch batch : fetch(partition, before)) {
                if (!add(batch, window)) {
                    return;
                }
            }
            if (window.next() == before) {
                return;
            }
        }
    }

    private Iterable<? extends RecordBatch> fetch(TopicPartition partition, long offset) {
        BatchFetcher open = fetcher;
        if (open == null) {
            open = new BatchFetcher(client);
            fetcher = open;
        }
        return open.fetch(partition, offset);
    }

    /** Returns whether the next batch may follow. */
    private static boolean add(RecordBatch batch, SizeWindow window) {
        if (!batch.isCompressed()) {
            Integer count = batch.countOrNull();
            window.uncompressed(batch.baseOffset(), batch.isControlBatch() || count == null ? 0 : count);
        } else if (batch instanceof DefaultRecordBatch compressed) {
            try (CloseableIterator<Record> each = compressed.skipKeyValueIterator(BufferSupplier.NO_CACHING)) {
                while (each.hasNext()) {
                    Record one = each.next();
                    if (!window.compressed(one.offset(), one.sizeInBytes(), batch.lastOffset())) {
                        return false;
                    }
                }
            }
        }
        window.behind(batch.lastOffset());
        return true;
    }

    @Override
    public void close() {
        if (fetcher != null) {
            fetcher.close();
            fetcher = null;
        }
    }
}
