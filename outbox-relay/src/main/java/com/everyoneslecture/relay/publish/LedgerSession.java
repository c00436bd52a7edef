package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.Ledger;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.LedgerRecords;
import com.everyoneslecture.relay.ledger.PublishedTally;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import com.everyoneslecture.relay.ledger.SafePoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as one session reads and writes it. Every write is part of a Kafka transaction of the slot's own producers: an
 * entry for events commits with them, and every note by itself.
 *
 * <p>Used by one thread, but for {@link #end}, {@link #offer} and {@link #safePoint}, which any thread may call.
 */
public final class LedgerSession {

    private final Ledger ledger;
    private final Transactions transactions;
    private final PublishedTally tally = new PublishedTally();
    private final AtomicReference<@Nullable SafePoint> offered = new AtomicReference<>();
    private volatile @Nullable SafePoint written;
    private volatile long end;
    private String database = "";
    private @Nullable UUID lastPublished;

    LedgerSession(Ledger ledger, Transactions transactions) {
        this.ledger = ledger;
        this.transactions = transactions;
    }

    /** Returns the name of the ledger's topic. */
    public String topic() {
        return ledger.topic();
    }

    /**
     * Reads the state of the ledger.
     *
     * @throws KafkaException if the brokers do not answer in time
     */
    public LedgerHead head() {
        LedgerHead head = ledger.head();
        end = head.end();
        written = head.safePoint();
        lastPublished = head.witnesses().isEmpty() ? null : head.witnesses().get(0);
        return head;
    }

    /**
     * Reads which events are published. From now on, batches are written as those of this database.
     *
     * @param ofDatabase the system and timeline
     * @param trusted whether the transaction ids of a batch still stand for the same transactions, by its database and
     *     position
     */
    public LedgerContents published(String ofDatabase, BiPredicate<String, Long> trusted) {
        database = ofDatabase;
        return ledger.contents(tally, trusted);
    }

    /** Reads the ids of all events that the ledger names, 16 bytes each, to its end as of now. */
    public void forEachPublished(Consumer<ByteBuffer> ids) {
        ledger.ids(ids);
    }

    /** Returns the count of what is published, by the snapshots that cover it. */
    public PublishedTally tally() {
        return tally;
    }

    /**
     * Returns where the ledger ends, but for the batch that is being published: every batch before it is counted by
     * {@link #tally()}. For a safe point it has to be read before the database is.
     */
    public long end() {
        return end;
    }

    /** Notes that the slot is about to be made anew. After its return a crash leaves the note. */
    public void recoveryDue(RecoveryDue due) throws InterruptedException {
        write(List.of(LedgerRecords.recoveryDue(topic(), due)));
    }

    /**
     * Notes that every row is published that the slot does not hold.
     *
     * @param confirmedLsn how far the slot was confirmed when the recovery began, in bytes
     */
    public void recoveryDone(long confirmedLsn) throws InterruptedException {
        write(List.of(LedgerRecords.recoveryDone(topic()), LedgerRecords.position(topic(), database, confirmedLsn)));
    }

    /** Notes that the ledger does not reach back to the first event: its first safe point cannot be checked. */
    public void baseline() throws InterruptedException {
        write(List.of(LedgerRecords.baseline(topic())));
    }

    /** Notes that a database goes on where the one that the ledger belongs to has ended, as an operator declares. */
    public void adopt(String byDatabase) throws InterruptedException {
        write(List.of(LedgerRecords.adopted(topic(), byDatabase)));
    }

    /** Notes how far the slot is confirmed, in bytes of its log: everything before is published. */
    public void position(long confirmedLsn) throws InterruptedException {
        write(List.of(LedgerRecords.position(topic(), database, confirmedLsn)));
    }

    /** Has the next transaction write this safe point into the ledger, and the ledger trimmed. */
    public void offer(SafePoint point) {
        offered.set(point);
    }

    /** Writes the safe point that was offered, if no batch has taken it along yet. */
    public void writeOffered() throws InterruptedException {
        SafePoint point = offered.getAndSet(null);
        if (point != null) {
            write(List.of(LedgerRecords.safePoint(topic(), point, lastPublished)));
            passed(point);
        }
    }

    /** Forgets the safe point that was found in the ledger: it means nothing in this database. */
    public void distrustSafePoint() {
        written = null;
    }

    /** Returns the last safe point that is in the ledger; null if there is none. */
    public @Nullable SafePoint safePoint() {
        return written;
    }

    /** Begins the entry of a batch, which takes an offered safe point along. */
    Entry entry() {
        return new Entry(offered.getAndSet(null));
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        try {
            LedgerRange range = new LedgerRange();
            transactions.run(transaction -> records.forEach(record -> range.send(transaction, record)));
            end = range.end();
        } catch (EventsRefusedException e) {
            throw new IllegalStateException("a record of the ledger is no event", e);
        }
    }

    private void passed(@Nullable SafePoint point) {
        if (point != null) {
            written = point;
            ledger.trim(point.ledgerOffset());
        }
    }

    /** The ledger's records for one batch of events. */
    final class Entry {

        private final @Nullable SafePoint point;
        private LedgerRange range = new LedgerRange();

        private Entry(@Nullable SafePoint point) {
            this.point = point;
        }

        /** Sends the records in the transaction of the events. Called for each attempt, of which the last is committed. */
        void send(Transaction transaction, List<OutboxEvent> events) {
            range = new LedgerRange();
            LedgerRecords.batch(topic(), database, events).forEach(record -> range.send(transaction, record));
            if (point != null) {
                range.send(transaction, LedgerRecords.safePoint(topic(), point, lastPublished));
            }
        }

        /** The transaction is committed with these events. */
        void committed(List<OutboxEvent> events) {
            tally.add(events, range.begin());
            end = range.end();
            lastPublished = events.get(events.size() - 1).id();
            passed(point);
        }
    }
}
