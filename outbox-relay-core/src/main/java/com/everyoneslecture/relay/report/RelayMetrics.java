package com.everyoneslecture.relay.report;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.routing.DeadLetter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Metrics of the published events and of the relay's state. */
public final class RelayMetrics implements RelayListener {

    private static final List<String> STATES =
            List.of("starting", "standby", "streaming", "backoff", "halted", "stopped");

    /** The number of events of a large batch that are measured, because measuring an event costs more than encoding it. */
    private static final int MEASURED_EVENTS = 64;

    private final Clock clock;
    private final TraceScope traces;
    private final Counter published;
    private final Counter skipped;
    private final Counter recovered;
    private final Map<String, Counter> missed;
    private final Counter unrecoverable;
    private final Counter ledgerLosses;
    private final Counter slotCreations;
    private final Counter partitionsDropped;
    private final Counter retentionFailures;
    private final Map<String, Counter> deadLettered;
    private final DistributionSummary batchSize;
    private final Timer transaction;
    private final Timer latency;
    private final AtomicLong safePointWaitingMillis = new AtomicLong();
    private final AtomicInteger phantoms = new AtomicInteger();
    private volatile String state = "stopped";
    private volatile @Nullable Connector capture;

    /** @param clock compared with the database server's */
    public RelayMetrics(MeterRegistry registry, Clock clock) {
        this(registry, clock, TraceScope.NONE);
    }

    /**
     * Creates metrics whose latencies can refer to traces.
     *
     * @param clock compared with the database server's
     * @param traces the traces of events
     */
    public RelayMetrics(MeterRegistry registry, Clock clock, TraceScope traces) {
        this.clock = clock;
        this.traces = traces;
        published = Counters.counter(
                registry,
                "relay.events.published",
                "Events that Kafka has acknowledged, from the log or the outbox, in topics or dead letter topics");
        skipped = Counters.counter(
                registry,
                "relay.events.skipped",
                "Events that PostgreSQL redelivered and that the relay skipped, because the ledger names them");
        recovered = Counters.counter(
                registry,
                "relay.events.recovered",
                "Events published from the outbox at a start, because the slot does not hold them or may not hold them");
        missed = Counters.tagged(
                registry,
                "relay.events.missed",
                "Events that the write-ahead log should have delivered and did not; the check of a safe point found them and published them from the outbox. Alert on any increase: publication means that the publication was altered",
                "cause",
                List.of(MissedCause.UNKNOWN, MissedCause.PUBLICATION));
        unrecoverable = Counters.counter(
                registry,
                "relay.events.unrecoverable",
                "Rows that retention had dropped when slot and ledger were lost; nothing shows if they were published. Alert on any increase");
        ledgerLosses = Counters.counter(
                registry,
                "relay.ledger.losses",
                "Starts with a slot and without a ledger; events that the slot redelivered were published again");
        slotCreations = Counters.counter(
                registry,
                "relay.slot.creations",
                "Slots that the relay has created; more than the first one means that the slot was lost");
        partitionsDropped = Counters.counter(
                registry, "relay.partitions.dropped", "Partitions of the outbox that retention has dropped");
        retentionFailures = Counters.counter(
                registry,
                "relay.retention.failures",
                "Failed runs of retention; the log has the cause, and the next run tries again");
        deadLettered = Counters.tagged(
                registry,
                "relay.events.dead.lettered",
                "Events in a dead letter topic, because the broker rejects them permanently",
                "reason",
                DeadLetter.reasons());
        batchSize = DistributionSummary.builder("relay.batch.size")
                .description("Events in one batch")
                .register(registry);
        transaction = Timer.builder("relay.transaction")
                .description("From the first send of a batch to the commit of its Kafka transaction")
                .register(registry);
        latency = Timer.builder("relay.latency")
                .description(
                        "From the commit in the database to Kafka's acknowledgement, by the clocks of the database server and of the relay; of a large batch, some 64 events are measured")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        Gauge.builder("relay.safe.point.waiting", () -> safePointWaitingMillis.get() / 1_000.0)
                .description(
                        "Time that the oldest safe point has waited to take effect; the ledger is not trimmed meanwhile")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("relay.events.phantom", phantoms::get)
                .description(
                        "Events in Kafka whose rows the database lost in a failover or a restore, as of the last start; the log names them")
                .register(registry);
        Gauge.builder("relay.leader", () -> "streaming".equals(state) ? 1 : 0)
                .description(
                        "1 for the relay that publishes, 0 for one that stands by or cannot. The sum over all relays of a slot is 1;"
                                + " alert if it is 0 for longer than a takeover takes")
                .register(registry);
        for (String name : STATES) {
            Gauge.builder("relay.state", () -> name.equals(state) ? 1 : 0)
                    .description("1 for the state that the relay is in, 0 for the others")
                    .tag("state", name)
                    .register(registry);
        }
        for (Connector connector : Connector.values()) {
            Gauge.builder("relay.capture", () -> connector == capture ? 1 : 0)
                    .description(
                            "1 for the capture that reads the write-ahead log, 0 for the other; 0 for both before the first stream")
                    .tag("connector", connector.text())
                    .register(registry);
        }
    }

    @Override
    public void stateChanged(RelayState next) {
        state = next.name();
    }

    @Override
    public void captureStarted(Connector started) {
        capture = started;
    }

    @Override
    public void published(List<OutboxEvent> events, Duration took) {
        published.increment(events.size());
        batchSize.record(events.size());
        transaction.record(took);
        long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        int step = Math.max(1, events.size() / MEASURED_EVENTS);
        for (int index = 0; index < events.size(); index += step) {
            OutboxEvent event = events.get(index);
            Long committedAtMicros = event.committedAtMicros();
            if (committedAtMicros != null) {
                long tookMicros = Math.max(0, nowMicros - committedAtMicros);
                traces.within(event, () -> latency.record(tookMicros, TimeUnit.MICROSECONDS));
            }
        }
    }

    @Override
    public void deadLettered(List<DeadLetter> letters) {
        for (DeadLetter letter : letters) {
            Counter counter = deadLettered.get(letter.reason());
            if (counter != null) {
                counter.increment();
            }
        }
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
    public void missed(List<OutboxEvent> events, String cause) {
        Objects.requireNonNull(missed.get(cause), cause).increment(events.size());
    }

    @Override
    public void safePointWaiting(Duration waiting) {
        safePointWaitingMillis.set(waiting.toMillis());
    }

    @Override
    public void phantoms(List<UUID> ids) {
        phantoms.set(ids.size());
    }

    @Override
    public void ledgerLost() {
        ledgerLosses.increment();
    }

    @Override
    public void slotCreated(boolean firstStart) {
        slotCreations.increment();
    }

    @Override
    public void unrecoverable(long rows) {
        unrecoverable.increment((double) rows);
    }

    @Override
    public void partitionDropped() {
        partitionsDropped.increment();
    }

    @Override
    public void retentionRan(@Nullable SQLException failure) {
        if (failure != null) {
            retentionFailures.increment();
        }
    }
}
