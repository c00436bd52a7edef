package com.everyoneslecture.relay;

import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.report.RelayListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Counts the notifications of a relay, or of several one after the other. */
final class Counts implements RelayListener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicInteger recovered = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicInteger ledgersLost = new AtomicInteger();
    private final AtomicInteger slotsCreated = new AtomicInteger();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger distrusted = new AtomicInteger();
    private final AtomicReference<List<UUID>> phantoms = new AtomicReference<>(List.of());
    private final AtomicReference<@Nullable SafePoint> safePoint = new AtomicReference<>();

    int skipped() {
        return skipped.get();
    }

    int recovered() {
        return recovered.get();
    }

    int missed() {
        return missed.get();
    }

    int safePointsDistrusted() {
        return distrusted.get();
    }

    List<UUID> phantoms() {
        return phantoms.get();
    }

    int ledgersLost() {
        return ledgersLost.get();
    }

    int slotsCreated() {
        return slotsCreated.get();
    }

    /**
     * Returns a safe point that was taken after this call. Probes take points, which take effect when the server has written
     * the slot, and are written with the next event; so the second one after this call was taken after it.
     *
     * @param outbox receives an event from time to time
     */
    SafePoint awaitNextSafePoint(OutboxFixture outbox) {
        awaitAnotherSafePoint(outbox);
        return awaitAnotherSafePoint(outbox);
    }

    private SafePoint awaitAnotherSafePoint(OutboxFixture outbox) {
        Optional<SafePoint> before = Optional.ofNullable(safePoint.get());
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            outbox.append("tick");
                            outbox.letTheSlotBeWritten();
                            return Optional.ofNullable(safePoint.get());
                        },
                        now -> now.isPresent() && !now.equals(before))
                .orElseThrow();
    }

    @Override
    public void safePointWritten(SafePoint point) {
        safePoint.set(point);
    }

    void awaitProbes(int count) {
        int wanted = probes.get() + count;
        Awaitility.await().atMost(PATIENCE).until(() -> probes.get() >= wanted);
    }

    @Override
    public void skipped(int events) {
        skipped.addAndGet(events);
    }

    @Override
    public void recovered(List<OutboxEvent> events) {
        recovered.addAndGet(events.size());
    }

    @Override
    public void missed(List<OutboxEvent> events, String cause) {
        missed.addAndGet(events.size());
    }

    @Override
    public void safePointDistrusted() {
        distrusted.incrementAndGet();
    }

    @Override
    public void phantoms(List<UUID> ids) {
        phantoms.set(ids);
    }

    @Override
    public void ledgerLost() {
        ledgersLost.incrementAndGet();
    }

    @Override
    public void slotCreated(boolean firstStart) {
        slotsCreated.incrementAndGet();
    }

    @Override
    public void slotProbed(SlotStatus status) {
        probes.incrementAndGet();
    }
}
