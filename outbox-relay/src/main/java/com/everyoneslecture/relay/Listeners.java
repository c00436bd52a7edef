package com.everyoneslecture.relay;

import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.slot.SlotStatus;
import java.util.List;

/** Several listeners as one, told in their order. */
record Listeners(List<RelayListener> all) implements RelayListener {

    @Override
    public void stateChanged(RelayState state) {
        all.forEach(listener -> listener.stateChanged(state));
    }

    @Override
    public void published(List<OutboxEvent> events) {
        all.forEach(listener -> listener.published(events));
    }

    @Override
    public void skipped(int events) {
        all.forEach(listener -> listener.skipped(events));
    }

    @Override
    public void recovered(List<OutboxEvent> events) {
        all.forEach(listener -> listener.recovered(events));
    }

    @Override
    public void ledgerLost() {
        all.forEach(RelayListener::ledgerLost);
    }

    @Override
    public void slotCreated() {
        all.forEach(RelayListener::slotCreated);
    }

    @Override
    public void slotProbed(SlotStatus status) {
        all.forEach(listener -> listener.slotProbed(status));
    }
}
