package com.everyoneslecture.relay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import com.everyoneslecture.outbox.kafka.CommittedRecords;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteRecordsResult;
import org.apache.kafka.clients.admin.DeletedRecords;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka in memory, as far as a relay needs it: topics of committed records, and one transactional id whose last owner fences
 * all others. It outlives the clients, so a test can crash a relay and start the next one.
 */
public final class MemoryKafka {

    public static final String LEDGER = "ledger";

    static final TopicPartition LEDGER_PARTITION = new TopicPartition(LEDGER, 0);

    private final Map<String, List<ProducerRecord<byte[], byte[]>>> topics = new HashMap<>();
    private Function<ProducerRecord<byte[], byte[]>, @Nullable ApiException> rejections = record -> null;
    private Fault fault = Fault.NONE;
    private int epoch;
    private long trimmedTo;
    private int questionsUntilMarked;

    /** A failure of the next commit. */
    public enum Fault {
        NONE,
        /** The brokers never receive the commit. */
        BEFORE_COMMIT,
        /** The transaction is committed, and the answer is lost. */
        AFTER_COMMIT
    }

    /** Makes the next commit fail; the producer cannot distinguish the two faults. */
    public void fail(Fault next) {
        fault = next;
    }

    /** Sets the records that are rejected permanently. */
    public void reject(Function<ProducerRecord<byte[], byte[]>, @Nullable ApiException> rejected) {
        rejections = rejected;
    }

    public Producer<byte[], byte[]> producer() {
        return new MemoryProducer(this);
    }

    public Ledger ledger() {
        return new Ledger(
                LEDGER, () -> reader(new LedgerConsumer(topic(LEDGER), () -> trimmedTo, this::unmarked)), admin());
    }

    /** Makes the last record of the ledger readable only at the third poll. */
    void markLate() {
        questionsUntilMarked = 3;
    }

    private int unmarked() {
        questionsUntilMarked = Math.max(0, questionsUntilMarked - 1);
        return questionsUntilMarked > 0 ? 1 : 0;
    }

    static CommittedRecords reader(Consumer<byte[], byte[]> consumer) {
        Duration moment = Duration.ofMillis(20);
        return new CommittedRecords(consumer, (partition, position) -> {}, moment, moment);
    }

    /** Appends to the ledger in a separate transaction. */
    public void append(List<ProducerRecord<byte[], byte[]>> records, LongConsumer offsets) {
        for (ProducerRecord<byte[], byte[]> record : records) {
            offsets.accept(topic(record.topic()).size());
            topic(record.topic()).add(record);
        }
    }

    /** Returns the committed records of a topic, in their order. */
    public List<ProducerRecord<byte[], byte[]>> topic(String name) {
        return topics.computeIfAbsent(name, key -> new ArrayList<>());
    }

    /** Returns the event ids of the committed records of a topic, in their order. */
    public List<UUID> events(String name) {
        return topic(name).stream()
                .map(record -> UUID.fromString(
                        new String(record.headers().lastHeader(RecordHeader.ID).value(), UTF_8)))
                .toList();
    }

    /** Returns the offset before which the ledger was deleted. */
    public long trimmedTo() {
        return trimmedTo;
    }

    int nextEpoch() {
        return ++epoch;
    }

    boolean isOwner(int producerEpoch) {
        return producerEpoch == epoch;
    }

    @Nullable
    ApiException rejection(ProducerRecord<byte[], byte[]> record) {
        return rejections.apply(record);
    }

    void commit(List<ProducerRecord<byte[], byte[]>> records) {
        Fault now = fault;
        fault = Fault.NONE;
        if (now == Fault.BEFORE_COMMIT) {
            throw new TimeoutException("the outcome of the commit is unknown");
        }
        records.forEach(record -> topic(record.topic()).add(record));
        if (now == Fault.AFTER_COMMIT) {
            throw new TimeoutException("the outcome of the commit is unknown");
        }
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("deleteRecords")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    RecordsToDelete before =
                            (RecordsToDelete) Objects.requireNonNull(((Map<?, ?>) arguments[0]).get(LEDGER_PARTITION));
                    trimmedTo = before.beforeOffset();
                    return new DeleteRecordsResult(
                            Map.of(LEDGER_PARTITION, KafkaFuture.completedFuture(new DeletedRecords(trimmedTo))));
                });
    }
}
