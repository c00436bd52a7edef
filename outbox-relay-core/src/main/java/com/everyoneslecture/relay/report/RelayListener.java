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

/** Receives the events of the relay's life, on the thread that causes them; so it must neither block nor throw. */
public interface RelayListener {

    /** Called when the relay has changed to this state. */
    default void stateChanged(RelayState state) {}

    /** Called when the capture of a new session streams from the slot. Events flow once the state is streaming. */
    default void captureStarted(Connector capture) {}

    /**
     * Called when Kafka has acknowledged these events. Events from a slot are not acknowledged to the slot yet.
     *
     * @param took from the first send to the commit of the transaction
     */
    default void published(List<OutboxEvent> events, Duration took) {}

    /** Called when some of the events that were published last went to dead letter topics. */
    default void deadLettered(List<DeadLetter> letters) {}

    /** Called with the number of redelivered events that were published before. */
    default void skipped(int events) {}

    /** Called with those of the events published last that were in the outbox and not in the slot. */
    default void recovered(List<OutboxEvent> events) {}

    /**
     * Called with those of the events published last that were missed: the log should have delivered them and did not.
     *
     * @param cause in one word
     */
    default void missed(List<OutboxEvent> events, String cause) {}

    /**
     * Called when the ledger was read: these events in it belong to a past that the database has abandoned, without
     * their rows.
     *
     * @param ids empty if there are none
     */
    default void phantoms(List<UUID> ids) {}

    /** Called if there was no ledger although there was a slot: events that the slot redelivers are published again. */
    default void ledgerLost() {}

    /**
     * Called when the slot was missing and was created: it does not contain rows that committed before.
     *
     * @param firstStart whether no event of this outbox was published before: the ledger names none, and no topic has a record
     */
    default void slotCreated(boolean firstStart) {}

    /**
     * Called with the number of rows that are in neither the slot nor the outbox: it is unknown whether they were published.
     */
    default void unrecoverable(long rows) {}

    /** Called on every probe with the safe point that is in the ledger. */
    default void safePointWritten(SafePoint point) {}

    /** Called when the safe point in the ledger is not valid in this database any more. */
    default void safePointDistrusted() {}

    /**
     * Called on every probe with the time for which the oldest safe point has waited to take effect, and the ledger for
     * a trim.
     */
    default void safePointWaiting(Duration waiting) {}

    /** Called when old rows were dropped from the outbox. */
    default void partitionDropped() {}

    /**
     * Called after each run of retention.
     *
     * @param failure null if it succeeded
     */
    default void retentionRan(@Nullable SQLException failure) {}

    /**
     * Called repeatedly with the status of the slot, in every state of the relay.
     *
     * @param report null if there is no slot, or the server is unreachable
     */
    default void slotWatched(@Nullable WalReport report) {}

    /** Called once in each probe with the status of the slot, while the relay streams. */
    default void slotProbed(SlotStatus status) {}
}
