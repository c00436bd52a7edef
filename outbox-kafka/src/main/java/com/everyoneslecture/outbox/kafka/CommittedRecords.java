package com.everyoneslecture.outbox.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a partition as a {@code read_committed} consumer does, in its order, with few records in memory at once. It joins no
 * group and commits no offsets. Used by one thread.
 *
 * <p>An aborted transaction has offsets without records. So reading continues as long as the position moves, even if no record
 * arrives. It stops before the end only at an open transaction, which blocks {@code read_committed} readers until it ends or
 * the brokers abort it.
 *
 * <p>Records that do not fit into memory are not unpacked: reading stops before them with {@link OversizedRecordsException}.
 */
public final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_MAX_WAIT_MILLIS = 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final SizeCheck sizes;
    private final Runnable closing;
    private final Duration patience;
    private final Duration stall;

    /** Takes records. */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        void accept(ConsumerRecord<byte[], byte[]> record) throws E;
    }

    /**
     * @param consumer such as {@link #consumer} opens; the caller closes it
     * @param sizes checks the records before each poll
     * @param patience the maximum time for a response of the brokers
     * @param stall the time after which reading stops if the position does not move
     */
    public CommittedRecords(Consumer<byte[], byte[]> consumer, SizeCheck sizes, Duration patience, Duration stall) {
        this(consumer, sizes, () -> {}, patience, stall);
    }

    private CommittedRecords(
            Consumer<byte[], byte[]> consumer, SizeCheck sizes, Runnable closing, Duration patience, Duration stall) {
        this.consumer = consumer;
        this.sizes = sizes;
        this.closing = closing;
        this.patience = patience;
        this.stall = stall;
    }

    /**
     * Opens a consumer with its check of sizes; closing this object closes both.
     *
     * @param records the maximum number of records of a poll; so many have to fit into memory together
     */
    public static CommittedRecords open(Properties client, int records, Duration patience, Duration stall) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, records);
        // A close waits for the answer to the fetch that is open at the end of the log.
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MILLIS);
        Consumer<byte[], byte[]> consumer = consumer(properties);
        UnpackedSizes sizes = new UnpackedSizes(client, records, UnpackedSizes.ofThisHeap());
        return new CommittedRecords(
                consumer,
                sizes,
                () -> {
                    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
                    sizes.close();
                },
                patience,
                stall);
    }

    /** Opens a consumer of committed records that joins no group, and never creates a topic. */
    public static Consumer<byte[], byte[]> consumer(Properties client) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Passes the committed records from one offset to before another to the sink.
     *
     * @return the position at which reading stopped: the end, or the offset at which it stalled
     * @throws OversizedRecordsException if the next records do not fit; some records before them may not have been passed on
     * @throws KafkaException if the brokers do not respond; {@link InterruptException} if the thread is interrupted
     * @throws E if the sink throws it
     */
    public <E extends Exception> long read(TopicPartition partition, long from, long end, Sink<E> sink) throws E {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long position = from;
        long movedNanos = System.nanoTime();
        while (position < end) {
            sizes.check(partition, position);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    sink.accept(record);
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptException("interrupted while " + partition + " was read");
            }
            long next = consumer.position(partition, patience);
            if (next > position) {
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > stall.toNanos()) {
                return position;
            }
            position = next;
        }
        return end;
    }

    /**
     * Passes all committed records to the sink, up to the current end.
     *
     * <p>A commit returns before the brokers have written its markers, and its records are readable only after that. So a
     * caller that has to read records of its own commits passes their end.
     *
     * @param atLeast the end of records that are committed, and may not be readable yet; 0 if there are none
     * @return the end
     * @throws TimeoutException if the end is not reached
     * @throws KafkaException as in {@link #read}
     * @throws E if the sink throws it
     */
    public <E extends Exception> long readAll(TopicPartition partition, long atLeast, Sink<E> sink) throws E {
        List<TopicPartition> partitions = List.of(partition);
        // Assigned before the offsets are requested, because the client warns of a response for a partition that it
        // does not read.
        consumer.assign(partitions);
        long begin = consumer.beginningOffsets(partitions, patience).getOrDefault(partition, 0L);
        long end = Math.max(atLeast, consumer.endOffsets(partitions, patience).getOrDefault(partition, 0L));
        if (read(partition, begin, end, sink) < end) {
            throw new TimeoutException(partition + " could not be read to its end");
        }
        return end;
    }

    @Override
    public void close() {
        closing.run();
    }
}
