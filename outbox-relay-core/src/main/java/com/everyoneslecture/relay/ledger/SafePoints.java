package com.everyoneslecture.relay.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes safe points, has them checked and offers them to the {@link LedgerWriter}; the package describes the protocol.
 *
 * <p>At most two points wait, the oldest and the newest. A later point replaces the newest if the oldest has to wait for long,
 * for example while an old transaction is open. So only few transactions have to be counted one by one.
 *
 * <p>Used by one thread.
 */
public final class SafePoints {

    /** The maximum number of transactions that no point covers; they need a few hundred KiB. */
    private static final int MAXIMUM_UNCOVERED = 10_000;

    private final LedgerWriter ledger;
    private final PublishedTally tally;
    private final Database database;
    private final Check check;
    private final Turn turn;
    private final Deque<Taken> waiting = new ArrayDeque<>();
    private @Nullable String effective;

    /** True if the ledger does not reach back to the first event, so that its first point cannot be checked. */
    private boolean unchecked;

    private record Taken(SafePoint point, long takenNanos) {}

    public SafePoints(LedgerWriter ledger, Database database, Check check, Turn turn) {
        this.ledger = ledger;
        this.tally = ledger.tally();
        this.database = database;
        this.check = check;
        this.turn = turn;
    }

    /**
     * Begins after the last point of the ledger. Called before the ledger's events are read, so that the snapshot of the first
     * point counts them.
     *
     * @param inEffect the snapshot of the last point; null if there is none, or if it is not valid any more
     */
    public void begin(@Nullable String inEffect, boolean withoutCheck, Visible now) {
        effective = inEffect;
        unchecked = withoutCheck;
        tally.reset(inEffect == null ? null : Snapshot.parse(inEffect));
        tally.take(Snapshot.parse(now.snapshot()));
    }

    /**
     * Completes the first point once the ledger's events are read.
     *
     * @param assigned assigns a transaction id. It is needed only if the ledger names a transaction that had not ended by now: it
     *     may still end, or its id may be of another cluster
     * @throws Exception if the database does not respond
     */
    public void begun(LedgerHead head, Visible now, TransactionIds assigned) throws Exception {
        if (tally.keepsFrom(Snapshot.parse(now.snapshot()).xmax())) {
            tally.replaceFrom(assigned.next() + 1);
        }
        add(head.end(), now);
    }

    /**
     * Takes the next point, or has the oldest checked when it is time.
     *
     * @param confirmed the position up to which the slot is confirmed, in bytes of the log; 0 if it is not known
     * @param durable the position up to which it stays confirmed even if the server crashes; null if it is not known
     * @throws Exception if a server does not respond; no point has taken effect then
     */
    public void advance(long confirmed, @Nullable Long durable) throws Exception {
        turn.ifIdle(ledger::writeOffered);
        Taken oldest = waiting.peekFirst();
        if (oldest != null
                && durable != null
                && Long.compareUnsigned(durable, oldest.point().walEnd()) >= 0) {
            takeEffect(oldest.point(), confirmed);
        }
        if (waiting.isEmpty() || tally.uncovered() > MAXIMUM_UNCOVERED) {
            take();
        }
    }

    /** Returns the time for which the oldest point has waited to take effect. The ledger was not trimmed during that time. */
    public Duration waiting() {
        Taken oldest = waiting.peekFirst();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.takenNanos());
    }

    private void takeEffect(SafePoint point, long confirmed) throws Exception {
        if (!unchecked) {
            check.everyRowIsNamed(effective, point.snapshot(), tally.oldest());
        }
        unchecked = false;
        effective = point.snapshot();
        waiting.removeFirst();
        tally.takeEffect();
        ledger.offer(
                new SafePoint(point.ledgerOffset(), point.database(), point.snapshot(), point.walEnd(), confirmed));
    }

    private void take() throws Exception {
        long ledgerEnd = ledger.end();
        Visible now = database.now();
        tally.take(Snapshot.parse(now.snapshot()));
        if (waiting.size() > 1) {
            waiting.removeLast();
        }
        add(ledgerEnd, now);
    }

    private void add(long ledgerEnd, Visible now) {
        SafePoint point = new SafePoint(tally.coveredUpTo(ledgerEnd), now.database(), now.snapshot(), now.walEnd(), 0);
        waiting.addLast(new Taken(point, System.nanoTime()));
    }

    /**
     * The visible rows of a snapshot.
     *
     * @param database the system and timeline
     * @param snapshot as {@code pg_current_snapshot()} writes it
     * @param walEnd the end of the write-ahead log shortly after the snapshot, in bytes: every visible row committed before it
     */
    public record Visible(String database, String snapshot, long walEnd) {}

    /** Reads the current snapshot of the database. */
    @FunctionalInterface
    public interface Database {
        Visible now() throws Exception;
    }

    /** Assigns transaction ids of the database. */
    @FunctionalInterface
    public interface TransactionIds {
        /** Returns an id that is higher than all that were assigned before. */
        long next() throws Exception;
    }

    /** Compares the published events with the rows of the outbox. */
    @FunctionalInterface
    public interface Check {
        /**
         * Returns when the ledger names every row that a snapshot covers, and an earlier one does not.
         *
         * @param earlier null for one that covers no row
         * @param published the checksum of the published events of these rows; null if they were not counted
         * @throws Exception if a server does not respond
         */
        void everyRowIsNamed(@Nullable String earlier, String later, @Nullable Checksum published) throws Exception;
    }

    /** Lets one thread at a time publish. */
    @FunctionalInterface
    public interface Turn {
        /** Runs a step while no other thread publishes, unless one does now. */
        void ifIdle(Step step) throws Exception;

        /** A step that publishes. */
        @FunctionalInterface
        interface Step {
            void run() throws Exception;
        }
    }
}
