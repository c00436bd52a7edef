package com.everyoneslecture.relay.app;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles.Obstacle;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.outbox.capture.slot.WalReport;
import com.everyoneslecture.relay.engine.Supervisor;
import com.everyoneslecture.relay.report.MissedEvents;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while events flow and the slot is safe, and while this relay stands by for another; otherwise down, with the cause and, if
 * an operator has to act, the remedy. Events that the log did not deliver are reported, but do not make the relay down, because
 * they are published.
 */
public final class RelayHealthIndicator implements HealthIndicator {

    private final Connector capture;
    private final Supervisor supervisor;
    private final Supplier<@Nullable WalReport> slot;
    private final Supplier<@Nullable Obstacle> obstacle;
    private final Supplier<MissedEvents.@Nullable Summary> missed;

    /** @param capture the configured capture */
    public RelayHealthIndicator(
            Connector capture,
            Supervisor supervisor,
            Supplier<@Nullable WalReport> slot,
            Supplier<@Nullable Obstacle> obstacle,
            Supplier<MissedEvents.@Nullable Summary> missed) {
        this.capture = capture;
        this.supervisor = supervisor;
        this.slot = slot;
        this.obstacle = obstacle;
        this.missed = missed;
    }

    @Override
    public Health health() {
        RelayState state = supervisor.state();
        String probeFailure = supervisor.probeFailure();
        WalReport report = slot.get();
        boolean safe = report == null || report.danger() == null;
        boolean streams = state instanceof Streaming && probeFailure == null && safe;
        Health.Builder health = streams || state instanceof Standby ? Health.up() : Health.down();
        health.withDetail("state", state.name()).withDetail("capture", capture.text());
        if (probeFailure != null) {
            health.withDetail("cause", probeFailure);
        }
        if (state instanceof Standby standby) {
            health.withDetail("holder", standby.holder());
        }
        if (state instanceof Backoff backoff) {
            health.withDetail("cause", backoff.cause())
                    .withDetail("until", backoff.until().toString());
        }
        if (state instanceof Halted halted) {
            health.withDetail("cause", halted.cause())
                    .withDetail("remedy", halted.remedy())
                    .withDetail("until", halted.until().toString());
        }
        Obstacle waitsFor = obstacle.get();
        if (waitsFor != null && !(state instanceof Halted)) {
            health.withDetail(
                            "cause",
                            "the replication slot is being created, and waits for the end of " + waitsFor.description())
                    .withDetail("remedy", waitsFor.remedy());
        }
        if (report != null) {
            health.withDetail("slot", details(report));
        }
        MissedEvents.Summary summary = missed.get();
        if (summary != null) {
            health.withDetail("missed", details(summary));
        }
        return health.build();
    }

    private static Map<String, Object> details(MissedEvents.Summary summary) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("events", summary.events());
        details.put("lastAt", summary.lastAt().toString());
        details.put("cause", summary.cause());
        details.put("remedy", MissedEvents.REMEDY);
        return details;
    }

    private static Map<String, Object> details(WalReport report) {
        Map<String, Object> details = new LinkedHashMap<>();
        SlotStatus status = report.status();
        details.put("walStatus", status.walStatus());
        details.put("confirmedFlushLsn", String.valueOf(status.confirmedFlushLsn()));
        details.put("lagBytes", status.lagBytes());
        details.put("retainedBytes", status.retainedBytes());
        details.put("secondsBehind", report.behind().toMillis() / 1_000.0);
        Long safe = status.safeWalBytes();
        if (safe != null) {
            details.put("safeWalBytes", safe);
        }
        Duration timeLeft = report.timeLeft();
        if (timeLeft != null) {
            details.put("secondsLeft", timeLeft.toSeconds());
        }
        String danger = report.danger();
        if (danger != null) {
            details.put("danger", danger);
            details.put("remedy", WalReport.REMEDY);
        }
        return details;
    }
}
