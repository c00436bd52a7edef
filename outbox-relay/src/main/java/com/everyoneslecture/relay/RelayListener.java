package com.everyoneslecture.relay;

import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.slot.SlotStatus;
import java.util.List;

/** Hears of what the relay does, on the thread that does it; so it must neither block nor throw. */
public interface RelayListener {

    /** The relay has gone over to this state. */
    default void stateChanged(RelayState state) {}

    /** Kafka has acknowledged these events; the slot has not been told yet. */
    default void published(List<OutboxEvent> events) {}

    /** So many events came again that were published before. */
    default void skipped(int events) {}

    /** Kafka has acknowledged these events, which were in the outbox and not in the slot. */
    default void recovered(List<OutboxEvent> events) {}

    /** There was no ledger though there was a slot: what the slot delivers again is published again. */
    default void ledgerLost() {}

    /** The slot was missing and was made: rows committed before that are not in it. */
    default void slotCreated() {}

    /** What the server says of the slot, from time to time while the relay streams. */
    default void slotProbed(SlotStatus status) {}
}
