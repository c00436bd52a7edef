package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.kafka.CommittedRecords;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.kafka.Topics;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of the published events, in a topic with one partition: each transaction that publishes events writes their ids
 * here as well. So the ledger is exactly as durable as the events: either both are there or neither is.
 *
 * <p>It is needed only for events that the slot may redeliver. Records before the last safe point are deleted.
 *
 * <p>Used by one thread, except for {@link #trim}, which any thread may call.
 */
public final class Ledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private static final int READ_TOGETHER = 500;

    /** The topic's configuration. With the brokers' time: they reject a record whose time is far ahead, as after a jump of the relay's clock. */
    public static final Map<String, String> CONFIGURATION = Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            "-1",
            "retention.bytes",
            "-1",
            "message.timestamp.type",
            "LogAppendTime");

    private final String topic;
    private final TopicPartition partition;
    private final Supplier<CommittedRecords> readers;
    private final Admin admin;
    private @Nullable CommittedRecords open;

    public Ledger(String slot, KafkaSettings kafka, Admin admin) {
        this(
                RelayNames.of(slot, kafka).ledger(),
                () -> CommittedRecords.open(
                        kafka.clientProperties(), READ_TOGETHER, kafka.deliveryTimeout(), kafka.deliveryTimeout()),
                admin);
    }

    /** @param readers opens the reader of the topic; opens the next one after a failure */
    Ledger(String topic, Supplier<CommittedRecords> readers, Admin admin) {
        this.topic = topic;
        this.partition = new TopicPartition(topic, 0);
        this.readers = readers;
        this.admin = admin;
    }

    public String topic() {
        return topic;
    }

    /** Creates the topic if it is missing. */
    public void ensure(Topics topics) throws InterruptedException {
        topics.ensure(topic, 1, CONFIGURATION);
    }

    /**
     * Reads the state of the ledger, up to its current end. The end is that of committed records: the caller has initialized
     * its transactional ids, which ended the open transactions of an earlier owner.
     *
     * @param atLeast the end of the caller's own records; 0 if there are none
     * @throws TimeoutException if the brokers do not respond in time
     */
    LedgerHead head(long atLeast) {
        LedgerHeadReader reader = new LedgerHeadReader();
        long end = read(atLeast, reader);
        return reader.head(end);
    }

    /**
     * Reads the events that the ledger names, up to its current end.
     *
     * @param atLeast as with {@link #head}
     * @param givenUpBefore see {@link LedgerHead#givenUpBefore}
     * @throws TimeoutException if the brokers do not respond in time
     */
    LedgerContents contents(long atLeast, PublishedTally tally, BiPredicate<String, Long> trusted, long givenUpBefore) {
        LedgerEventsReader reader = new LedgerEventsReader(tally, trusted, givenUpBefore);
        read(atLeast, reader);
        return reader.contents();
    }

    /** Reads all ids that the ledger names, 16 bytes each, up to its current end. */
    void ids(long atLeast, Consumer<ByteBuffer> consumer) {
        read(atLeast, new LedgerReader() {
            @Override
            public void run(long transaction, boolean ends, ByteBuffer ids, long offset) {
                consumer.accept(ids);
            }

            @Override
            public void ids(ByteBuffer ids) {
                consumer.accept(ids);
            }
        });
    }

    /**
     * Returns the transactional ids that the records from one offset to before another name, once all of them are readable.
     *
     * @throws TimeoutException if they are not readable in time
     */
    Set<String> writers(long from, long end) {
        Set<String> writers = new LinkedHashSet<>();
        LedgerReader reader = new LedgerReader() {
            @Override
            public void writer(String transactionalId) {
                writers.add(transactionalId);
            }
        };
        read(records -> {
            if (records.read(partition, from, end, record -> LedgerRecords.read(record, reader)) < end) {
                throw new TimeoutException(partition + " could not be read to its end: a transaction in it is open");
            }
            return end;
        });
        return writers;
    }

    private long read(long atLeast, LedgerReader reader) {
        return read(records -> records.readAll(partition, atLeast, record -> LedgerRecords.read(record, reader)));
    }

    /** Keeps the reader open, because a session reads the ledger several times before events flow. */
    private long read(ToLongFunction<CommittedRecords> reading) {
        CommittedRecords records = open == null ? readers.get() : open;
        open = null;
        try {
            long end = reading.applyAsLong(records);
            open = records;
            return end;
        } catch (OversizedRecordsException e) {
            throw new UnreadableLedgerException(e);
        } finally {
            if (open == null) {
                records.close();
            }
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** Deletes the records before an offset. Best effort: the next trim covers it. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void trim(long offset) {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                .all()
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        LOG.atDebug().setCause(failure).log("the ledger was not trimmed");
                    }
                });
    }
}
