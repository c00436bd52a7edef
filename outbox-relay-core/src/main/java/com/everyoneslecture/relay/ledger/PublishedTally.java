package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the published events by the snapshot that covers their transaction, so that they can be held against the rows that
 * the snapshot covers in the outbox, without a single id in memory.
 *
 * <p>An event belongs to the earliest snapshot that covers its transaction. Until one does, its transaction is kept by itself;
 * the caller takes a snapshot often enough to keep them few.
 *
 * <p>Thread-safe: the publishing thread adds while another one takes snapshots.
 */
public final class PublishedTally {

    private static final int INITIAL_TRANSACTIONS = 256;
    private static final int MAXIMUM_GROUPS = 2;

    /** In the order of time; none of them is in effect. */
    private final Deque<Group> groups = new ArrayDeque<>();

    private @Nullable Snapshot effective;
    private boolean countable = true;

    // Transactions that no snapshot covers yet: one entry for each batch that holds events of one.
    private long[] ids = new long[INITIAL_TRANSACTIONS];
    private long[] events = new long[INITIAL_TRANSACTIONS];
    private long[] sums = new long[INITIAL_TRANSACTIONS];
    private long[] ledgerOffsets = new long[INITIAL_TRANSACTIONS];
    private int size;

    /** Begins behind a safe point; null where there is none. */
    public synchronized void reset(@Nullable Snapshot inEffect) {
        groups.clear();
        effective = inEffect;
        countable = true;
        size = 0;
    }

    /** Adds what the ledger names in a way that cannot be counted: until the next snapshot is in effect, only ids can tell. */
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
        if (effective != null && effective.covers(transaction)) {
            return;
        }
        for (Group group : groups) {
            if (group.snapshot.covers(transaction)) {
                group.checksum = group.checksum.plus(count, sum);
                return;
            }
        }
        keep(transaction, count, sum, ledgerOffset);
    }

    /**
     * Takes a snapshot: what is kept and covered by it is counted for it from now on. At most two are held, the one that waits
     * to take effect and the newest: a third replaces the newest, and what that one covers is counted for it.
     */
    public synchronized void take(Snapshot snapshot) {
        Group group = new Group(snapshot);
        if (groups.size() == MAXIMUM_GROUPS) {
            group.checksum = groups.removeLast().checksum;
        }
        int kept = 0;
        for (int index = 0; index < size; index++) {
            if (snapshot.covers(ids[index])) {
                group.checksum = group.checksum.plus(events[index], sums[index]);
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
     * Returns the offset in the ledger before which every event is covered by a snapshot that was taken.
     *
     * @param ledgerEnd where the ledger ended before the newest snapshot was made
     */
    public synchronized long coveredUpTo(long ledgerEnd) {
        long offset = ledgerEnd;
        for (int index = 0; index < size; index++) {
            offset = Math.min(offset, ledgerOffsets[index]);
        }
        return offset;
    }

    /** Returns how many entries are kept for transactions that no snapshot covers. */
    public synchronized int uncovered() {
        return size;
    }

    /** Returns what is published of the oldest snapshot that is not in effect; null where it cannot be counted. */
    public synchronized @Nullable Checksum oldest() {
        return countable ? groups.getFirst().checksum : null;
    }

    /** The oldest snapshot takes effect: nothing that it covers is counted any more. */
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
    }
}
