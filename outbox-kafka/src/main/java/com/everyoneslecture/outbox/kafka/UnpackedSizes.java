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
 * Reads how large records are without holding them. A broker bounds a batch as it was sent; compressed, 300 KB of it can be a
 * record of 300 MB, which a consumer takes memory for before anybody is asked. So this reads the batches ahead of the consumer,
 * over a connection of its own, and unpacks them into nothing.
 *
 * <p>Batches that are not compressed take the memory that they took on their way, which {@code fetch.max.bytes} bounds; they are
 * not looked into. Used by one thread.
 */
public final class UnpackedSizes implements SizeCheck {

    private static final int HEAP_SHARE = 4;

    private final Properties client;
    private final int records;
    private final long most;
    private final Map<TopicPartition, SizeWindow> windows = new HashMap<>();
    private @Nullable BatchFetcher fetcher;

    /**
     * Connects to nothing yet.
     *
     * @param client the settings of the consumer whose records are checked
     * @param records how many records one poll can return
     * @param most how many bytes these may take together
     */
    public UnpackedSizes(Properties client, int records, long most) {
        this.client = client;
        this.records = records;
        this.most = most;
    }

    /** Returns what a process may spend on the records of one poll: a quarter of its heap. */
    public static long ofThisHeap() {
        return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    }

    @Override
    public void check(TopicPartition partition, long position) {
        // Not kept where something fails or does not fit: the next check looks again.
        SizeWindow known = windows.remove(partition);
        SizeWindow window =
                known != null && known.isAbout(position) ? known : new SizeWindow(partition, position, records, most);
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

    /** Whether the next batch may follow. */
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
