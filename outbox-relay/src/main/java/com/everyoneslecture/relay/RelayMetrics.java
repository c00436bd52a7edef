package com.everyoneslecture.relay;

import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.slot.SlotStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The relay's metrics. */
final class RelayMetrics implements RelayListener {

    private static final List<String> STATES = List.of("starting", "streaming", "backoff", "halted", "stopped");

    private final Counter published;
    private final Counter skipped;
    private final Counter recovered;
    private final Counter ledgerLosses;
    private final Counter slotCreations;
    private final DistributionSummary batchSize;
    private final AtomicLong lagBytes = new AtomicLong();
    private final AtomicLong retainedBytes = new AtomicLong();
    private volatile String state = "stopped";

    RelayMetrics(MeterRegistry registry) {
        published = Counter.builder("relay.events.published")
                .description("Events that Kafka has acknowledged")
                .register(registry);
        skipped = Counter.builder("relay.events.skipped")
                .description("Events that came again though they were published, and were not published again")
                .register(registry);
        recovered = Counter.builder("relay.events.recovered")
                .description("Events that were in the outbox and not in the slot, and were published from there")
                .register(registry);
        ledgerLosses = Counter.builder("relay.ledger.losses")
                .description("How often there was a slot and no ledger")
                .register(registry);
        slotCreations = Counter.builder("relay.slot.creations")
                .description("How often the slot was missing and was made; rows committed before are not in it")
                .register(registry);
        batchSize = DistributionSummary.builder("relay.batch.size")
                .description("Events in one batch")
                .register(registry);
        Gauge.builder("relay.slot.lag", lagBytes, AtomicLong::get)
                .description("Write-ahead log between the acknowledged position and the newest")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("relay.slot.retained", retainedBytes, AtomicLong::get)
                .description("Write-ahead log that the server keeps for the slot")
                .baseUnit("bytes")
                .register(registry);
        for (String name : STATES) {
            Gauge.builder("relay.state", () -> name.equals(state) ? 1 : 0)
                    .description("1 for the state that the relay is in, 0 for the others")
                    .tag("state", name)
                    .register(registry);
        }
    }

    @Override
    public void stateChanged(RelayState next) {
        state = next.name();
    }

    @Override
    public void published(List<OutboxEvent> events) {
        published.increment(events.size());
        batchSize.record(events.size());
    }

    @Override
    public void skipped(int events) {
        skipped.increment(events);
    }

    @Override
    public void recovered(List<OutboxEvent> events) {
        recovered.increment(events.size());
    }

    @Override
    public void ledgerLost() {
        ledgerLosses.increment();
    }

    @Override
    public void slotCreated() {
        slotCreations.increment();
    }

    @Override
    public void slotProbed(SlotStatus status) {
        lagBytes.set(status.lagBytes());
        retainedBytes.set(status.retainedBytes());
    }
}
