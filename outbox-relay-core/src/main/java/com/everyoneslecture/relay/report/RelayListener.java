package com.everyoneslecture.relay.report;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.outbox.capture.slot.WalReport;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.routing.DeadLetter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hears of what the relay does, on the thread that does it; so it must neither block nor throw. */
public interface RelayListener {

    /** The relay has gone over to this state. */
    default void stateChanged(RelayState state) {}

    /** The capture of a new session streams from the slot. Events flow once the state says so. */
    default void captureStarted(Connector capture) {}

    /**
     * Kafka has acknowledged these events; where they come from a slot, it has not been told yet.
     *
     * @param took from the first send to the commit of the transaction
     */
    default void published(List<OutboxEvent> events, Duration took) {}

    /** Some of the events that were published last went to dead letter topics. */
    default void deadLettered(List<DeadLetter> letters) {}

    /** So many events came again that were published before. */
    default void skipped(int events) {}

    /** These events that were published last were in the outbox and not in the slot. */
    default void recovered(List<OutboxEvent> events) {}

    /**
     * These events that were published last were missed: the log should have delivered them and did not.
     *
     * @param cause in one word
     */
    default void missed(List<OutboxEvent> events, String cause) {}

    /**
     * The ledger was read: it names these events of a past that the database has given up, and their rows are gone.
     *
     * @param ids empty where there are none
     */
    default void phantoms(List<UUID> ids) {}

    /** There was no ledger though there was a slot: what the slot delivers again is published again. */
    default void ledgerLost() {}

    /** The slot was missing and was made: rows committed before that are not in it. */
    default void slotCreated() {}

    /** So many rows that were not in the slot are not in the outbox either: nobody knows whether they were published. */
    default void unrecoverable(long rows) {}

    /** This safe point is in the ledger; told again and again. */
    default void safePointWritten(SafePoint point) {}

    /** The safe point that is in the ledger means nothing in this database any more. */
    default void safePointDistrusted() {}

    /** For so long the oldest safe point has waited to take effect, and the ledger was not trimmed; called on every probe. */
    default void safePointWaiting(Duration waiting) {}

    /** Old rows have left the outbox. */
    default void partitionDropped() {}

    /**
     * Partitions were looked after.
     *
     * @param failure null if that went well
     */
    default void retentionRan(@Nullable SQLException failure) {}

    /**
     * How the slot stands, from time to time, whatever the relay is doing.
     *
     * @param report null if there is no slot, or the server does not say
     */
    default void slotWatched(@Nullable WalReport report) {}

    /** The status of the slot, once in each probe while the relay streams. */
    default void slotProbed(SlotStatus status) {}
}
