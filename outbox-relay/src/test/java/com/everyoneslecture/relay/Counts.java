package com.everyoneslecture.relay;

import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.slot.SlotStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Counts what a relay, or several one after the other, reports of itself. */
final class Counts implements RelayListener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicInteger recovered = new AtomicInteger();
    private final AtomicInteger ledgersLost = new AtomicInteger();
    private final AtomicInteger slotsCreated = new AtomicInteger();
    private final AtomicInteger probes = new AtomicInteger();

    int skipped() {
        return skipped.get();
    }

    int recovered() {
        return recovered.get();
    }

    int ledgersLost() {
        return ledgersLost.get();
    }

    int slotsCreated() {
        return slotsCreated.get();
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
    public void ledgerLost() {
        ledgersLost.incrementAndGet();
    }

    @Override
    public void slotCreated() {
        slotsCreated.incrementAndGet();
    }

    @Override
    public void slotProbed(SlotStatus status) {
        probes.incrementAndGet();
    }
}
