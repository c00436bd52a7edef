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

/** Notifies several listeners, in their order. */
public record Listeners(List<RelayListener> all) implements RelayListener {

    @Override
    public void stateChanged(RelayState state) {
        all.forEach(listener -> listener.stateChanged(state));
    }

    @Override
    public void captureStarted(Connector capture) {
        all.forEach(listener -> listener.captureStarted(capture));
    }

    @Override
    public void published(List<OutboxEvent> events, Duration took) {
        all.forEach(listener -> listener.published(events, took));
    }

    @Override
    public void deadLettered(List<DeadLetter> letters) {
        all.forEach(listener -> listener.deadLettered(letters));
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
    public void missed(List<OutboxEvent> events, String cause) {
        all.forEach(listener -> listener.missed(events, cause));
    }

    @Override
    public void phantoms(List<UUID> ids) {
        all.forEach(listener -> listener.phantoms(ids));
    }

    @Override
    public void ledgerLost() {
        all.forEach(RelayListener::ledgerLost);
    }

    @Override
    public void slotCreated(boolean firstStart) {
        all.forEach(listener -> listener.slotCreated(firstStart));
    }

    @Override
    public void unrecoverable(long rows) {
        all.forEach(listener -> listener.unrecoverable(rows));
    }

    @Override
    public void safePointWritten(SafePoint point) {
        all.forEach(listener -> listener.safePointWritten(point));
    }

    @Override
    public void safePointDistrusted() {
        all.forEach(RelayListener::safePointDistrusted);
    }

    @Override
    public void safePointWaiting(Duration waiting) {
        all.forEach(listener -> listener.safePointWaiting(waiting));
    }

    @Override
    public void partitionDropped() {
        all.forEach(RelayListener::partitionDropped);
    }

    @Override
    public void retentionRan(@Nullable SQLException failure) {
        all.forEach(listener -> listener.retentionRan(failure));
    }

    @Override
    public void slotWatched(@Nullable WalReport report) {
        all.forEach(listener -> listener.slotWatched(report));
    }

    @Override
    public void slotProbed(SlotStatus status) {
        all.forEach(listener -> listener.slotProbed(status));
    }
}
