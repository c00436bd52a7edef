package com.everyoneslecture.console.event;

import com.everyoneslecture.outbox.kafka.CommittedRecords;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import com.everyoneslecture.outbox.kafka.UnpackedSizes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of committed records whose polls return one record at a time, after a check of that record's size. Used by one thread.
 *
 * @param consumer a consumer at positions that {@code sizes} has checked
 * @param sizes checks the size of the next record
 */
record RecordReader(Consumer<byte[], byte[]> consumer, SizeCheck sizes) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Fetches and returns one large record at a time, because everything that is fetched or returned at once is in memory at once. */
    static RecordReader open(Properties client) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return new RecordReader(
                CommittedRecords.consumer(properties), new UnpackedSizes(client, 1, UnpackedSizes.ofThisHeap()));
    }

    /** Returns the partitions of a topic; none if it does not exist. */
    List<TopicPartition> partitions(String topic, Duration patience) {
        List<PartitionInfo> found = consumer.partitionsFor(topic, patience);
        return found == null
                ? List.of()
                : found.stream()
                        .map(one -> new TopicPartition(topic, one.partition()))
                        .toList();
    }

    /** Polls until the ends are reached, which it returns, the time has passed, or {@code taker} accepts no more records. */
    boolean read(Map<TopicPartition, Long> ends, Duration patience, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        long deadline = System.nanoTime() + patience.toNanos();
        consumer.resume(ends.keySet());
        Set<TopicPartition> unread = new HashSet<>(ends.keySet());
        while (System.nanoTime() < deadline) {
            // Records behind the ends belong to the next call, and checking their sizes would cost a request.
            unread.removeIf(partition -> {
                boolean isRead = consumer.position(partition, patience) >= ends.getOrDefault(partition, 0L);
                if (isRead) {
                    consumer.pause(List.of(partition));
                }
                return isRead;
            });
            if (unread.isEmpty()) {
                return true;
            }
            unread.forEach(partition -> passOver(partition, patience));
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!taker.test(record)) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Skips records that would not fit into memory. The page could not show them either. */
    private void passOver(TopicPartition partition, Duration patience) {
        while (true) {
            try {
                sizes.check(partition, consumer.position(partition, patience));
                return;
            } catch (OversizedRecordsException e) {
                LOG.atWarn().addKeyValue("cause", e.getMessage()).log("records are not shown");
                consumer.seek(partition, e.last() + 1);
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        sizes.close();
    }
}
