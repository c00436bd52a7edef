package com.everyoneslecture.relay.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.outbox.capture.slot.WalReport;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.relay.engine.RelayRemedies;
import com.everyoneslecture.relay.engine.Session;
import com.everyoneslecture.relay.engine.Supervisor;
import com.everyoneslecture.relay.engine.SupervisorSettings;
import com.everyoneslecture.relay.report.MissedEvents;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.OutboxEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class RelayHealthIndicatorTest {

    private final Supervisor supervisor = new Supervisor(
            this::open,
            new FailurePolicy(new RelayRemedies("outbox_relay", OutboxNames.parse("public.outbox"))),
            new SupervisorSettings(
                    Duration.ofMillis(5),
                    Duration.ofSeconds(1),
                    new BackoffSettings(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(10))),
            new RelayListener() {},
            Clock.systemUTC());

    private final MissedEvents missed = new MissedEvents(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private volatile boolean anotherHasTheSlot;

    @AfterEach
    void stop() {
        supervisor.close();
    }

    @Test
    void isDownBeforeItStarts() {
        assertThat(health(null).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void namesTheCaptureInEachState() {
        assertThat(health(null).getDetails()).containsEntry("state", "stopped").containsEntry("capture", "debezium");
        stream();
        assertThat(health(null).getDetails())
                .containsEntry("state", "streaming")
                .containsEntry("capture", "debezium");
    }

    @Test
    void isUpWhileEventsFlowAndTheSlotIsSafe() {
        stream();
        Health health = health(report(null));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(slot(health))
                .containsEntry("walStatus", "extended")
                .containsEntry("confirmedFlushLsn", "0/100")
                .containsEntry("retainedBytes", 2_000L)
                .containsEntry("secondsBehind", 1.5)
                .containsEntry("safeWalBytes", 3_000L)
                .containsEntry("secondsLeft", 60L)
                .doesNotContainKey("danger");
    }

    /** Its slot's danger is the other's: a rolling update must not wait for it. */
    @Test
    void isUpWhileItStandsBy() {
        anotherHasTheSlot = true;
        supervisor.start();
        Awaitility.await().until(() -> supervisor.state() instanceof Standby);
        Health health = health(report("little room"));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("state", "standby").containsEntry("holder", "backend 7");
        assertThat(slot(health)).containsEntry("danger", "little room");
    }

    @Test
    void isDownWhileEventsFlowButTheSlotIsInDanger() {
        stream();
        Health health = health(report("little room"));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(slot(health)).containsEntry("danger", "little room").containsEntry("remedy", WalReport.REMEDY);
    }

    @Test
    void namesEventsThatTheLogDidNotDeliverAndStaysUp() {
        stream();
        assertThat(health(report(null)).getDetails()).doesNotContainKey("missed");

        missed.missed(List.of(OutboxEvents.ofAggregate("1"), OutboxEvents.ofAggregate("2")), "publication");
        missed.missed(List.of(OutboxEvents.ofAggregate("3")), "unknown");

        Health health = health(report(null));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .extracting("missed")
                .isEqualTo(Map.of(
                        "events",
                        3L,
                        "lastAt",
                        "1970-01-01T00:00:00Z",
                        "cause",
                        "unknown",
                        "remedy",
                        MissedEvents.REMEDY));
    }

    private Health health(@Nullable WalReport report) {
        return new RelayHealthIndicator(Connector.DEBEZIUM, supervisor, () -> report, () -> null, missed).health();
    }

    private Session open(Consumer<RelayState> states) throws Exception {
        EndlessSession session = new EndlessSession();
        if (anotherHasTheSlot) {
            states.accept(new Standby("backend 7"));
            session.ended.get();
        }
        return session;
    }

    private void stream() {
        supervisor.start();
        Awaitility.await().until(() -> supervisor.state() instanceof Streaming);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> slot(Health health) {
        return (Map<String, Object>) Objects.requireNonNull(health.getDetails().get("slot"));
    }

    private static WalReport report(@Nullable String danger) {
        return new WalReport(
                new SlotStatus(
                        "pgoutput", "category", 1, "extended", new Lsn(256), 1_000, 2_000, 3_000L, new Lsn(200), null),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(60),
                danger);
    }

    private static final class EndlessSession implements Session {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> ended() {
            return ended;
        }

        @Override
        public void probe() {}

        @Override
        public void close() {}
    }
}
