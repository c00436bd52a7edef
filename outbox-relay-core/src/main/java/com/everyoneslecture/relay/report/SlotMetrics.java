package com.everyoneslecture.relay.report;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.outbox.capture.slot.WalReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Metrics of the slot. A value that is not known, or has no limit, is NaN. */
public final class SlotMetrics implements RelayListener {

    private static final List<String> WAL_STATUSES = List.of("reserved", "extended", "unreserved", "lost");

    private final MeterRegistry registry;
    private volatile @Nullable WalReport report;

    public SlotMetrics(MeterRegistry registry) {
        this.registry = registry;
        gauge(
                "lag",
                "bytes",
                "Write-ahead log between the acknowledged position and the newest",
                status -> status.lagBytes());
        gauge(
                "retained",
                "bytes",
                "Write-ahead log that PostgreSQL keeps for the slot",
                status -> status.retainedBytes());
        gauge(
                "safe",
                "bytes",
                "Write-ahead log that may be written before PostgreSQL invalidates the slot; NaN without max_slot_wal_keep_size",
                status -> number(status.safeWalBytes()));
        gauge(
                "confirmed",
                "bytes",
                "The acknowledged position in the log as a number; it falls only after a crash or a failover of PostgreSQL, or a"
                        + " restored slot",
                status -> position(status));
        gauge("active", null, "1 while a process streams from the slot", status -> status.activePid() == null ? 0 : 1);
        register(
                "relay.slot.behind",
                "seconds",
                "Age of the acknowledged position: the time since the log ended there",
                last -> seconds(last.behind()));
        register(
                "relay.slot.time.left",
                "seconds",
                "Time until PostgreSQL invalidates the slot, at the rate of the last minute; NaN while the remaining log does not shrink",
                last -> seconds(last.timeLeft()));
        register(
                "relay.slot.endangered",
                null,
                "1 if PostgreSQL may soon invalidate the slot, or has done so; the relay that streams is not ready then. Alert on it",
                last -> last.danger() == null ? 0 : 1);
        for (String walStatus : WAL_STATUSES) {
            Gauge.builder(
                            "relay.slot.wal.status",
                            () -> value(last -> last.status().walStatus().equals(walStatus) ? 1 : 0))
                    .description("1 for the wal_status of the slot, 0 for the others")
                    .tag("status", walStatus)
                    .register(registry);
        }
    }

    @Override
    public void slotWatched(@Nullable WalReport next) {
        report = next;
    }

    private void gauge(String name, @Nullable String unit, String description, ToDoubleFunction<SlotStatus> value) {
        register("relay.slot." + name, unit, description, last -> value.applyAsDouble(last.status()));
    }

    private void register(String name, @Nullable String unit, String description, ToDoubleFunction<WalReport> value) {
        Gauge.builder(name, () -> value(value))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private double value(ToDoubleFunction<WalReport> value) {
        WalReport last = report;
        return last == null ? Double.NaN : value.applyAsDouble(last);
    }

    private static double position(SlotStatus status) {
        Lsn confirmed = status.confirmedFlushLsn();
        return confirmed == null ? Double.NaN : (double) confirmed.value();
    }

    private static double number(@Nullable Long value) {
        return value == null ? Double.NaN : (double) value;
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? Double.NaN : duration.toMillis() / 1_000.0;
    }
}
