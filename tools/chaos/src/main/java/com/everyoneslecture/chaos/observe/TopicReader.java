package com.everyoneslecture.chaos.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads every partition of the topic from its first record on, as a {@code read_committed} consumer without a group. A separate thread
 * reads, and continues through failures of the broker. It also reads partitions that are added.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration METADATA_PATIENCE = Duration.ofSeconds(2);
    private static final int REFRESH_MILLIS = 1_000;
    private static final long END_MILLIS = 10_000;

    private final String topic;
    private final TopicLog log;
    private final Form form;
    private final Consumer<List<Seen>> listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Thread thread = new Thread(this::run, "topic-reader");
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;

    /** Converts a record into the form that the guarantees judge. Called once for each record, by the reader's thread. */
    @FunctionalInterface
    public interface Form {
        /**
         * Returns the event.
         *
         * @param id the id of the event, from the record's headers
         * @param version the version of the aggregate, from the record's headers
         */
        Seen seen(UUID id, long version, ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Reads nothing yet.
     *
     * @param form converts the records
     * @param listener receives the records that were added to the log, in the order of each partition
     */
    public TopicReader(
            Map<String, Object> client, String topic, TopicLog log, Form form, Consumer<List<Seen>> listener) {
        this.topic = topic;
        this.log = log;
        this.form = form;
        this.listener = listener;
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A record must not be read twice, because that would count as a repetition.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, REFRESH_MILLIS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public void start() {
        thread.start();
    }

    /**
     * Throws the failure that ended the reader, if there is one.
     *
     * @throws NoJudgementException if this program has failed, and not the topic or a record
     */
    public void check() {
        Throwable ended = failure;
        if (ended instanceof Error) {
            throw new NoJudgementException("the reader of the topic " + topic + " has ended: " + ended, ended);
        }
        if (ended != null) {
            throw new IllegalStateException("the topic " + topic + " cannot be read any more: " + ended, ended);
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            long refreshAt = System.nanoTime();
            while (!closing) {
                if (System.nanoTime() - refreshAt >= 0) {
                    assign();
                    refreshAt = System.nanoTime()
                            + Duration.ofMillis(REFRESH_MILLIS).toNanos();
                }
                poll();
            }
        } catch (WakeupException e) {
            // The reader is closed.
            return;
        } catch (RuntimeException | Error e) {
            // Nobody else notices the end of this thread, and all later records would seem lost.
            failure = e;
        }
    }

    private void poll() {
        if (assigned.isEmpty()) {
            // Nothing to read: the topic does not exist yet.
            LockSupport.parkNanos(POLL.toNanos());
            return;
        }
        List<Seen> batch = new ArrayList<>();
        consumer.poll(POLL).forEach(record -> batch.add(seen(record)));
        batch.forEach(log::add);
        noteReached();
        if (!batch.isEmpty()) {
            listener.accept(batch);
        }
    }

    private void noteReached() {
        try {
            for (TopicPartition partition : assigned) {
                log.reached(partition.partition(), consumer.position(partition, METADATA_PATIENCE));
            }
        } catch (TimeoutException e) {
            // The broker is unreachable, and must validate the position first. A later poll notes it.
            return;
        }
    }

    private void assign() {
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic, METADATA_PATIENCE);
            Set<TopicPartition> added = found.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .filter(partition -> !assigned.contains(partition))
                    .collect(Collectors.toSet());
            if (!added.isEmpty()) {
                assigned.addAll(added);
                consumer.assign(assigned);
                added.forEach(partition -> consumer.seek(partition, 0));
            }
        } catch (TimeoutException e) {
            // The broker is unreachable. The assignment stays unchanged.
            return;
        }
    }

    private Seen seen(ConsumerRecord<byte[], byte[]> record) {
        return form.seen(
                UUID.fromString(header(record, RecordHeader.ID)),
                Long.parseLong(header(record, RecordHeader.AGGREGATE_VERSION)),
                record);
    }

    /** Returns the event of a category, whose id is the record's key. */
    public static Seen ofCategory(UUID id, long version, ConsumerRecord<byte[], byte[]> record) {
        return new Seen(
                new Event(id, Long.parseLong(new String(record.key(), UTF_8)), version),
                record.partition(),
                record.offset());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("the record " + record.topic() + "-" + record.partition() + "/"
                    + record.offset() + " has no header " + name);
        }
        return new String(header.value(), UTF_8);
    }
}
