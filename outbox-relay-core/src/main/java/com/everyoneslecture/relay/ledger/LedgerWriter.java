package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one session of the relay: read once at the start, then written with every batch. Counts the published events,
 * and writes notes and safe points.
 *
 * <p>Each note is a separate transaction, and its commit is the commit point: before it, the ledger is unchanged; once the
 * method has returned, the next start finds the note.
 *
 * <p>Used by the publishing thread, except for the methods that any thread may call.
 */
public final class LedgerWriter {

    private final Ledger ledger;
    private final Appender appender;
    private final PublishedTally tally = new PublishedTally();
    private final AtomicReference<@Nullable SafePoint> offered = new AtomicReference<>();
    private volatile @Nullable SafePoint safePoint;
    private volatile long end;
    private long endOfHead;
    private long givenUpBefore;
    private String database = "";
    private final LastEvents lastEvents = new LastEvents();
    private @Nullable String headDatabase;
    private @Nullable String writer;

    public LedgerWriter(Ledger ledger, Appender appender) {
        this.ledger = ledger;
        this.appender = appender;
    }

    /** Returns the name of the ledger's topic. */
    public String topic() {
        return ledger.topic();
    }

    /**
     * Reads the state of the ledger, without its events.
     *
     * @throws KafkaException if the brokers do not answer in time
     */
    public LedgerHead head() {
        LedgerHead head = ledger.head(end);
        end = head.end();
        endOfHead = head.end();
        safePoint = head.safePoint();
        givenUpBefore = head.givenUpBefore();
        lastEvents.clear();
        lastEvents.addOlder(head.witnesses());
        headDatabase = head.database();
        return head;
    }

    /**
     * Returns the transactional ids that the ledger names between the end of its state as last read and another end.
     *
     * @param uncommittedEnd the end of all records. A commit returns before its records are readable, so the state as read may end
     *     before a program's note of its id; this method waits until the note is readable
     * @throws KafkaException if the brokers do not answer in time, or a transaction before that end stays open
     */
    public Set<String> writersUpTo(long uncommittedEnd) {
        return ledger.writers(endOfHead, uncommittedEnd);
    }

    /**
     * Reads the published events. From now on, batches are written as those of this database.
     *
     * @param ofDatabase the system and timeline
     * @param trusted returns whether the transaction ids of a batch still belong to the same transactions, by its database and
     *     position
     */
    public LedgerContents published(String ofDatabase, BiPredicate<String, Long> trusted) {
        database = ofDatabase;
        if (!ofDatabase.equals(headDatabase)) {
            // A failover may have lost them, which is no reason to expect more losses.
            lastEvents.clear();
        }
        return ledger.contents(end, tally, trusted, givenUpBefore);
    }

    /** Reads the ids of all events that the ledger names, 16 bytes each, up to its current end. */
    public void forEachPublished(Consumer<ByteBuffer> ids) {
        ledger.ids(end, ids);
    }

    /** Begins the ledger's part of a transaction that publishes events; it includes the offered safe point. */
    public LedgerBatch batch() {
        return new LedgerBatch(this, offered.getAndSet(null));
    }

    /** Records that the slot is about to be created again. Once this has returned, the record survives a crash. */
    public void recoveryDue(RecoveryDue due) throws InterruptedException {
        append(List.of(LedgerRecords.recoveryDue(topic(), due)));
    }

    /** Notes that the ledger does not reach back to the first event: its first safe point cannot be checked. */
    public void baseline() throws InterruptedException {
        append(List.of(LedgerRecords.baseline(topic())));
    }

    /** Records that a database continues where the ledger's own database has ended, as an operator declares. */
    public void adopt(String byDatabase) throws InterruptedException {
        append(List.of(LedgerRecords.adopted(topic(), byDatabase)));
    }

    /**
     * Records that this program publishes under a separate transactional id. From now on the record is repeated after each safe
     * point, because the ledger is deleted up to the safe point. Once this method has returned, the record survives a crash,
     * and a program that takes over fences the id.
     *
     * @throws InterruptedException if the thread was interrupted; the record may be written
     */
    public void writer(String transactionalId) throws InterruptedException {
        writer = transactionalId;
        append(List.of(LedgerRecords.writer(topic(), transactionalId)));
    }

    /** Records the position up to which the slot is confirmed, in bytes of its log: everything before it is published. */
    public void position(long confirmedLsn) throws InterruptedException {
        append(List.of(LedgerRecords.position(topic(), database, confirmedLsn)));
    }

    /**
     * Records that every row that the slot does not hold is published.
     *
     * @param confirmedLsn the position up to which the slot was confirmed when the recovery began, in bytes
     */
    public void recoveryDone(long confirmedLsn) throws InterruptedException {
        append(List.of(LedgerRecords.recoveryDone(topic()), LedgerRecords.position(topic(), database, confirmedLsn)));
    }

    /** Drops the safe point that was found in the ledger, because it is not valid in this database. */
    public void distrustSafePoint() {
        safePoint = null;
    }

    /** Returns the last safe point in the ledger; null if there is none. Any thread may call it. */
    public @Nullable SafePoint safePoint() {
        return safePoint;
    }

    /**
     * Makes the next transaction write this safe point into the ledger; a trim of the ledger follows. Any thread may call it.
     */
    void offer(SafePoint point) {
        offered.set(point);
    }

    /** Writes the offered safe point, unless a batch has included it already. */
    void writeOffered() throws InterruptedException {
        SafePoint point = offered.getAndSet(null);
        if (point != null) {
            append(safePointRecords(point));
            takenEffect(point);
        }
    }

    /**
     * Returns the end of the ledger, except for the batch that is being published: {@link #tally()} counts every batch before
     * it. For a safe point, read it before the database's snapshot. Any thread may call it.
     */
    long end() {
        return end;
    }

    /** Returns the count of the published events by the snapshots that cover them. Any thread may call it. */
    PublishedTally tally() {
        return tally;
    }

    List<ProducerRecord<byte[], byte[]>> batchRecords(List<OutboxEvent> events) {
        return LedgerRecords.batch(topic(), database, events);
    }

    List<ProducerRecord<byte[], byte[]>> safePointRecords(SafePoint point) {
        ProducerRecord<byte[], byte[]> record = LedgerRecords.safePoint(topic(), point, lastEvents.newestFirst());
        return writer == null ? List.of(record) : List.of(record, LedgerRecords.writer(topic(), writer));
    }

    /** Updates the tally first: a thread that reads the end finds every event before it counted. */
    void committed(List<OutboxEvent> events, @Nullable SafePoint point, WrittenRange written) {
        tally.add(events, written.first());
        end = written.end();
        lastEvents.add(events);
        if (point != null) {
            takenEffect(point);
        }
    }

    private void append(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        WrittenRange written = new WrittenRange();
        appender.append(records, written::add);
        end = written.end();
    }

    private void takenEffect(SafePoint point) {
        safePoint = point;
        ledger.trim(point.ledgerOffset());
    }

    /** Writes records in a separate transaction. */
    @FunctionalInterface
    public interface Appender {
        /**
         * Returns when the transaction is committed.
         *
         * @param offsets receives the offset of each record
         * @throws KafkaException if the transaction did not commit, or its outcome is unknown
         */
        void append(List<ProducerRecord<byte[], byte[]>> records, LongConsumer offsets) throws InterruptedException;
    }
}
