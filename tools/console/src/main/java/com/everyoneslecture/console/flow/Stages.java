package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import com.everyoneslecture.console.flow.Flow.EventFigures;
import com.everyoneslecture.console.flow.FlowSnapshot.Outbox;
import com.everyoneslecture.console.flow.FlowSnapshot.ReadModel;
import com.everyoneslecture.console.flow.FlowSnapshot.Relay;
import com.everyoneslecture.console.flow.FlowSnapshot.Slot;
import com.everyoneslecture.console.flow.FlowSnapshot.Writes;
import com.everyoneslecture.console.flow.OutboxDatabase.SlotReading;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the answers of databases and services into stages. Keeps values for rates; used by one thread at a time. */
final class Stages {

    /** The period of the write rate. PostgreSQL's statistics come up to a second late, which is a large part of the time between two readings. */
    private static final Duration WRITES_OVER = Duration.ofSeconds(5);

    private final FlowSettings settings;
    private final Starts starts;
    private final WalHistory wal = new WalHistory();
    private final Rate inserted = new Rate(WRITES_OVER);
    private final Rate published = new Rate();
    private final Rate applied = new Rate();
    private final Mean relayLatency = new Mean();
    private boolean secondRelayLed;

    /** @param starts the components that were started a short time ago */
    Stages(FlowSettings settings, Starts starts) {
        this.settings = settings;
        this.starts = starts;
    }

    Writes writes(Answer<ServiceProbe.Reading> service, Answer<OutboxDatabase.Reading> database, long nowNanos) {
        OutboxDatabase.Reading reading = database.value();
        Double perSecond = inserted.perSecond(reading == null ? null : reading.inserted(), nowNanos);
        Condition condition =
                Conditions.service("category-app", settings.category().toString(), service);
        return new Writes(starts.judge(Stage.WRITES, condition), perSecond);
    }

    Outbox outbox(Answer<OutboxDatabase.Reading> database, EventFigures events) {
        OutboxDatabase.Reading reading = database.value();
        if (reading == null) {
            Condition unreachable = Conditions.unreachable("category-db", "the category database", database);
            return new Outbox(starts.judge(Stage.OUTBOX, unreachable), null, null, null, null);
        }
        return new Outbox(
                starts.judge(Stage.OUTBOX, Condition.GOOD),
                reading.rows().rows(),
                reading.rows().kind(),
                reading.partitions(),
                events.oldestUnpublishedSeconds());
    }

    Slot slot(Answer<OutboxDatabase.Reading> database, long nowNanos) {
        OutboxDatabase.Reading reading = database.value();
        if (reading == null) {
            return nothingOfSlot(Conditions.unknown("slot", "the category database, where the slot is,", database));
        }
        wal.add(nowNanos, reading.walEndBytes());
        SlotReading slot = reading.slot();
        if (slot == null) {
            return nothingOfSlot(Conditions.noSlot(settings.slot()));
        }
        Long confirmed = slot.confirmedBytes();
        Long safe = slot.safeBytes();
        return new Slot(
                starts.judge(Stage.SLOT, Conditions.slot(slot)),
                settings.slot(),
                slot.active(),
                slot.walStatus(),
                confirmed == null ? null : Math.max(0, reading.walEndBytes() - confirmed),
                confirmed == null ? null : wal.secondsBehind(nowNanos, confirmed),
                safe == null ? null : wal.secondsUntil(nowNanos, safe));
    }

    /**
     * Judges the relay.
     *
     * @param second the answer of the second relay; null if there is one relay
     */
    Relay relay(
            Answer<ServiceProbe.Reading> first,
            @Nullable Answer<ServiceProbe.Reading> second,
            Answer<Letters> letters,
            long nowNanos) {
        Letters.Share share = letters.value() == null ? null : letters.value().ofRelay();
        Long deadLettered = share == null ? null : share.total().rows();
        RowCount.Kind kind = share == null ? null : share.total().kind();
        RelayPair pair = new RelayPair(settings, first, second);
        if (pair.secondLeads() != secondRelayLed) {
            published.perSecond((Double) null, nowNanos);
            secondRelayLed = pair.secondLeads();
        }
        ServiceProbe.Reading reading = pair.leader().value();
        Condition condition = starts.judge(Stage.RELAY, Conditions.letters(pair.condition(), share));
        if (reading == null) {
            published.perSecond((Double) null, nowNanos);
            return new Relay(
                    condition,
                    pair.name(),
                    "unreachable",
                    pair.standby(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    deadLettered,
                    kind,
                    null);
        }
        MetricsText metrics = reading.metrics();
        return new Relay(
                condition,
                pair.name(),
                RelayPair.state(pair.leader()),
                pair.standby(),
                reading.capture(),
                published.perSecond(metrics.sum("relay_events_published_total"), nowNanos),
                metrics.count("relay_events_published_total"),
                metrics.count("relay_events_skipped_total"),
                metrics.count("relay_events_recovered_total"),
                metrics.count("relay_events_missed_total"),
                deadLettered,
                kind,
                relayLatency.millis(
                        metrics.sum("relay_latency_seconds_sum"), metrics.sum("relay_latency_seconds_count")));
    }

    ReadModel readModel(
            Answer<ServiceProbe.Reading> projector,
            Answer<RowCount> database,
            Answer<Letters> letters,
            EventFigures events,
            long nowNanos) {
        Letters.Share share = letters.value() == null ? null : letters.value().ofConsumers();
        RowCount rows = database.value();
        Latency latency = events.latency();
        ServiceProbe.Reading reading = projector.value();
        MetricsText metrics = reading == null ? new MetricsText(Map.of()) : reading.metrics();
        Condition condition = rows == null
                ? Conditions.unreachable("lecture-db", "the lecture database", database)
                : Conditions.service("lecture-projector", settings.lecture().toString(), projector);
        return new ReadModel(
                starts.judge(Stage.READ_MODEL, Conditions.letters(condition, share)),
                rows == null ? null : rows.rows(),
                rows == null ? null : rows.kind(),
                applied.perSecond(metrics.sum("projector_events_applied_total"), nowNanos),
                metrics.count("projector_version_gaps_total"),
                share == null ? null : share.total().rows(),
                share == null ? null : share.total().kind(),
                latency == null ? null : latency.medianMillis(),
                latency == null ? null : latency.p99Millis());
    }

    private Slot nothingOfSlot(Condition condition) {
        return new Slot(starts.judge(Stage.SLOT, condition), settings.slot(), null, null, null, null, null);
    }
}
