package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.Moment;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.ledger.Snapshot;
import com.everyoneslecture.relay.publish.KafkaPublisher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes safe points and has them checked. A point is taken in three steps whose order matters: the end of the ledger; the rows
 * that are visible; the end of the write-ahead log. Once the slot has confirmed everything up to there, and no crash of the
 * server can take that back, the log should have delivered every row that was visible. The {@link Audit} holds that against the
 * outbox, and publishes what is missing. Then the point takes effect: every row that it covers is named by the ledger, and no
 * batch before its offset can be delivered again.
 *
 * <p>The commit point is the transaction that writes the point into the ledger. A crash before it leaves the point before in
 * effect, and the next session checks the same rows again. A crash after it leaves a ledger that was not trimmed, which the
 * next point makes up for.
 *
 * <p>Two points wait at most, the oldest and the newest. The newest is replaced by a later one where the oldest has to wait for
 * long, as while an old transaction is open: so what has to be counted transaction by transaction stays short.
 *
 * <p>Used by one thread.
 */
public final class SafePoints {

    /** Of transactions that no point covers; a few hundred KiB. */
    private static final int MAXIMUM_UNCOVERED = 10_000;

    private final ReplicationSlot slot;
    private final KafkaPublisher publisher;
    private final Gate gate;
    private final Audit audit;
    private final Deque<Taken> waiting = new ArrayDeque<>();
    private @Nullable String effective;

    /** The ledger does not reach back to the first event: of its first point nothing can be checked. */
    private boolean unchecked;

    private record Taken(SafePoint point, Lsn walEnd, long takenNanos) {}

    public SafePoints(ReplicationSlot slot, KafkaPublisher publisher, Gate gate, Audit audit) {
        this.slot = slot;
        this.publisher = publisher;
        this.gate = gate;
        this.audit = audit;
    }

    /**
     * Begins behind the last point of the ledger. Called before the ledger's events are read, and so that they are counted by
     * the moment that is taken as the first point.
     *
     * @param inEffect the snapshot of the last point; null where there is none, or where it means nothing any more
     */
    public void begin(@Nullable String inEffect, boolean withoutCheck, Moment now) {
        effective = inEffect;
        unchecked = withoutCheck;
        publisher.tally().reset(inEffect == null ? null : Snapshot.parse(inEffect));
        publisher.tally().take(Snapshot.parse(now.snapshot()));
    }

    /** The ledger's events are read: the first point is complete. */
    public void begun(LedgerHead head, Moment now) {
        add(head.end(), now);
    }

    /**
     * Takes the next point, or has the oldest checked where it is time.
     *
     * @param durable up to where the slot will stay confirmed, come what may; null if that is not known
     * @throws Exception if a server does not answer; nothing has taken effect then
     */
    public void advance(SlotStatus status, @Nullable Lsn durable) throws Exception {
        gate.exclusivelyIfIdle(publisher::writeOffered);
        Taken oldest = waiting.peekFirst();
        if (oldest != null && durable != null && durable.compareTo(oldest.walEnd()) >= 0) {
            takeEffect(oldest.point(), status.confirmedFlushLsn());
        }
        if (waiting.isEmpty() || publisher.tally().uncovered() > MAXIMUM_UNCOVERED) {
            take();
        }
    }

    /** Returns for how long the oldest point has waited to take effect: so long the ledger was not trimmed. */
    public Duration waiting() {
        Taken oldest = waiting.peekFirst();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.takenNanos());
    }

    private void takeEffect(SafePoint point, @Nullable Lsn confirmed) throws Exception {
        if (!unchecked) {
            audit.check(effective, point.snapshot(), publisher.tally().oldest());
        }
        unchecked = false;
        effective = point.snapshot();
        waiting.removeFirst();
        publisher.tally().takeEffect();
        publisher.offer(new SafePoint(
                point.ledgerOffset(),
                point.database(),
                point.snapshot(),
                point.walEnd(),
                confirmed == null ? 0 : confirmed.value()));
    }

    private void take() throws Exception {
        long ledgerEnd = publisher.ledgerEnd();
        Moment moment = slot.moment();
        publisher.tally().take(Snapshot.parse(moment.snapshot()));
        if (waiting.size() > 1) {
            waiting.removeLast();
        }
        add(ledgerEnd, moment);
    }

    private void add(long ledgerEnd, Moment moment) {
        waiting.addLast(new Taken(
                new SafePoint(
                        publisher.tally().coveredUpTo(ledgerEnd),
                        moment.database(),
                        moment.snapshot(),
                        moment.walEnd().value(),
                        0),
                moment.walEnd(),
                System.nanoTime()));
    }
}
