package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.ForeignTransaction;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the published events by the snapshot that covers their transaction. So they can be compared with the rows that the
 * snapshot covers in the outbox, without their ids in memory.
 *
 * <p>An event belongs to the earliest snapshot that covers its transaction. Until a snapshot covers a transaction, the
 * transaction is kept separately; the caller takes a snapshot often enough to keep them few.
 *
 * <p>Thread-safe: the publishing thread adds while another thread takes snapshots.
 */
public final class PublishedTally {

    private static final int INITIAL_TRANSACTIONS = 256;
    private static final int MAXIMUM_GROUPS = 2;

    /** In the order of time; none of them is in effect. */
    private final Deque<Group> groups = new ArrayDeque<>();

    private @Nullable Snapshot effective;
    private boolean countable = true;

    // Transactions that no snapshot covers yet: one entry for each batch with events of such a transaction.
    private long[] ids = new long[INITIAL_TRANSACTIONS];
    private long[] events = new long[INITIAL_TRANSACTIONS];
    private long[] sums = new long[INITIAL_TRANSACTIONS];
    private long[] ledgerOffsets = new long[INITIAL_TRANSACTIONS];
    private int size;

    /** Begins after a safe point; null if there is none. */
    public synchronized void reset(@Nullable Snapshot inEffect) {
        groups.clear();
        effective = inEffect;
        countable = true;
        size = 0;
    }

    /**
     * Records that the ledger names events that cannot be counted: until the next snapshot is in effect, only ids
     * are compared.
     */
    public synchronized void addUncounted() {
        countable = false;
    }

    /** Adds the events of a committed batch. */
    public synchronized void add(List<OutboxEvent> batch, long ledgerOffset) {
        int index = 0;
        while (index < batch.size()) {
            long transaction = batch.get(index).transactionId();
            int from = index;
            long sum = 0;
            while (index < batch.size() && batch.get(index).transactionId() == transaction) {
                sum += Checksum.of(batch.get(index).id());
                index++;
            }
            add(transaction, index - from, sum, ledgerOffset);
        }
    }

    /** Adds events of one transaction that are in the ledger at an offset. */
    public synchronized void add(long transaction, long count, long sum, long ledgerOffset) {
        // The snapshot in effect may be that of another cluster, whose ids do not concern the writer of a restored row.
        if (effective != null && !ForeignTransaction.is(transaction) && effective.covers(transaction)) {
            return;
        }
        for (Group group : groups) {
            if (group.snapshot.covers(transaction)) {
                group.count(transaction, count, sum);
                return;
            }
        }
        keep(transaction, count, sum, ledgerOffset);
    }

    /**
     * Takes a snapshot: kept transactions that it covers are counted for it from now on. At most two snapshots are held, the
     * one that waits to take effect and the newest. A third replaces the newest, and takes over its count.
     */
    public synchronized void take(Snapshot snapshot) {
        Group group = new Group(snapshot);
        if (groups.size() == MAXIMUM_GROUPS) {
            group.checksum = groups.removeLast().checksum;
        }
        int kept = 0;
        for (int index = 0; index < size; index++) {
            if (snapshot.covers(ids[index])) {
                group.count(ids[index], events[index], sums[index]);
            } else {
                ids[kept] = ids[index];
                events[kept] = events[index];
                sums[kept] = sums[index];
                ledgerOffsets[kept] = ledgerOffsets[index];
                kept++;
            }
        }
        size = kept;
        groups.addLast(group);
    }

    /**
     * Returns the offset in the ledger before which a snapshot covers every event.
     *
     * @param ledgerEnd the end of the ledger before the newest snapshot was taken
     */
    public synchronized long coveredUpTo(long ledgerEnd) {
        long offset = ledgerEnd;
        for (int index = 0; index < size; index++) {
            offset = Math.min(offset, ledgerOffsets[index]);
        }
        return offset;
    }

    /** Returns whether an entry is kept for a transaction whose id is not lower than this one; a marked id does not count. */
    synchronized boolean keepsFrom(long id) {
        for (int index = 0; index < size; index++) {
            if (ids[index] >= id && !ForeignTransaction.is(ids[index])) {
                return true;
            }
        }
        return false;
    }

    /**
     * Replaces transaction ids that this cluster has not assigned yet. An earlier version named restored rows by the ids that they
     * store, and no snapshot covers those for years.
     *
     * @param notAssigned the lowest id that was not assigned yet after the entries were published: their rows were written by
     *     transactions with lower ids
     */
    synchronized void replaceFrom(long notAssigned) {
        for (int index = 0; index < size; index++) {
            if (ids[index] >= notAssigned && !ForeignTransaction.is(ids[index])) {
                ids[index] = ForeignTransaction.writtenBy(notAssigned - 1);
            }
        }
    }

    /** Returns the number of entries for transactions that no snapshot covers. */
    public synchronized int uncovered() {
        return size;
    }

    /** Returns the checksum of the events that the oldest waiting snapshot covers; null if they cannot be counted. */
    public synchronized @Nullable Checksum oldest() {
        return countable ? groups.getFirst().checksum : null;
    }

    /** Makes the oldest snapshot take effect: events that it covers are not counted any more. */
    public synchronized void takeEffect() {
        effective = groups.removeFirst().snapshot;
        countable = true;
    }

    private void keep(long transaction, long count, long sum, long ledgerOffset) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
            sums = Arrays.copyOf(sums, 2 * size);
            ledgerOffsets = Arrays.copyOf(ledgerOffsets, 2 * size);
        }
        ids[size] = transaction;
        events[size] = count;
        sums[size] = sum;
        ledgerOffsets[size] = ledgerOffset;
        size++;
    }

    private static final class Group {
        private final Snapshot snapshot;
        private Checksum checksum = Checksum.NONE;

        private Group(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        /** A restored row stores another id, so that the outbox does not count it for this snapshot. */
        private void count(long transaction, long events, long sum) {
            if (!ForeignTransaction.is(transaction)) {
                checksum = checksum.plus(events, sum);
            }
        }
    }
}
