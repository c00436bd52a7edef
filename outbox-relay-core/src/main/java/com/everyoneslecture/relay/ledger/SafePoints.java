package com.everyoneslecture.relay.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes safe points, has them checked and offers them to the {@link LedgerWriter}; the package describes the protocol.
 *
 * <p>Two points wait at most, the oldest and the newest. The newest is replaced by a later one where the oldest has to wait for
 * long, as while an old transaction is open: so what has to be counted transaction by transaction stays short.
 *
 * <p>Used by one thread.
 */
public final class SafePoints {

    /** Of transactions that no point covers; a few hundred KiB. */
    private static final int MAXIMUM_UNCOVERED = 10_000;

    private final LedgerWriter ledger;
    private final PublishedTally tally;
    private final Database database;
    private final Check check;
    private final Turn turn;
    private final Deque<Taken> waiting = new ArrayDeque<>();
    private @Nullable String effective;

    /** The ledger does not reach back to the first event: of its first point nothing can be checked. */
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
     * Begins behind the last point of the ledger. Called before the ledger's events are read, and so that they are counted by
     * the moment that is taken as the first point.
     *
     * @param inEffect the snapshot of the last point; null where there is none, or where it means nothing any more
     */
    public void begin(@Nullable String inEffect, boolean withoutCheck, Visible now) {
        effective = inEffect;
        unchecked = withoutCheck;
        tally.reset(inEffect == null ? null : Snapshot.parse(inEffect));
        tally.take(Snapshot.parse(now.snapshot()));
    }

    /** The ledger's events are read: the first point is complete. */
    public void begun(LedgerHead head, Visible now) {
        add(head.end(), now);
    }

    /**
     * Takes the next point, or has the oldest checked where it is time.
     *
     * @param confirmed the position up to which the slot is confirmed, in bytes of the log; 0 where that is not known
     * @param durable the position up to which it stays confirmed even if the server crashes; null where that is not known
     * @throws Exception if a server does not answer; nothing has taken effect then
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

    /** Returns for how long the oldest point has waited to take effect: so long the ledger was not trimmed. */
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
     * The rows that are visible at a moment.
     *
     * @param database the system and timeline
     * @param snapshot as {@code pg_current_snapshot()} writes it
     * @param walEnd the end of the write-ahead log a moment later, in bytes: whatever is visible committed before that
     */
    public record Visible(String database, String snapshot, long walEnd) {}

    /** Reads the present moment of the database. */
    @FunctionalInterface
    public interface Database {
        Visible now() throws Exception;
    }

    /** Holds what is published against the rows of the outbox. */
    @FunctionalInterface
    public interface Check {
        /**
         * Returns when every row that a snapshot covers, and an earlier one does not, is named by the ledger.
         *
         * @param earlier null for one that covers none
         * @param published what was published of these rows; null where that was not counted
         * @throws Exception if a server does not answer
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
