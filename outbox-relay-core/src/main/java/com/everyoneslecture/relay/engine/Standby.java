package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotHolder;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Starting;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits while another relay streams from the slot. The slot alone decides: the server frees it when the other's stream ends, or
 * when the other was silent for longer than {@code relay.slot.patience}. This relay fences and writes nothing before that, so
 * any number of relays may stand by.
 *
 * <p>A crash while standing by changes nothing. Used by one thread.
 */
final class Standby {

    private static final Duration INTERVAL = Duration.ofMillis(150);

    /** The time for which another program may use the slot; an operator who inspects its changes needs less. */
    private static final Duration FOREIGN_PATIENCE = Duration.ofSeconds(5);

    private final ReplicationSlot slot;
    private final SessionProbe.Check prerequisites;
    private final KafkaSession kafka;
    private final StreamingCapture capture;
    private final Duration probeInterval;

    /** @param probeInterval the interval between two checks that it could take over */
    Standby(
            ReplicationSlot slot,
            SessionProbe.Check prerequisites,
            KafkaSession kafka,
            StreamingCapture capture,
            Duration probeInterval) {
        this.slot = slot;
        this.prerequisites = prerequisites;
        this.kafka = kafka;
        this.capture = capture;
        this.probeInterval = probeInterval;
    }

    /**
     * Returns when no other relay streams from the slot: at once if none does. While a program that is no relay uses the slot, this
     * relay is in backoff, because nothing is published, and takes over as soon as the slot is free.
     *
     * @param states is notified of each relay for which this one stands by, of a program that is not a relay, and when the slot is free
     * @throws Exception if this relay could not take over now: a server is unreachable, or a prerequisite is missing
     */
    void await(Consumer<RelayState> states) throws Exception {
        try (SlotHolder holder = slot.holder()) {
            OptionalInt other = slot.ofAnotherProcess(holder.backend());
            if (other.isEmpty()) {
                return;
            }
            OptionalInt notified = OptionalInt.empty();
            long heldSinceNanos = System.nanoTime();
            long probedNanos = System.nanoTime() - probeInterval.toNanos();
            while (other.isPresent()) {
                if (System.nanoTime() - probedNanos >= probeInterval.toNanos()) {
                    prerequisites.run();
                    kafka.warmUp();
                    probedNanos = System.nanoTime();
                }
                if (!notified.equals(other)) {
                    heldSinceNanos = System.nanoTime();
                    states.accept(new RelayState.Standby(holder.description(other.getAsInt())));
                    notified = other;
                }
                if (System.nanoTime() - heldSinceNanos >= FOREIGN_PATIENCE.toNanos()) {
                    reportForeign(holder, other.getAsInt(), states);
                    heldSinceNanos = System.nanoTime();
                }
                capture.prepare();
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
                other = slot.ofAnotherProcess(holder.backend());
            }
            states.accept(new Starting());
        }
    }

    private void reportForeign(SlotHolder holder, int backend, Consumer<RelayState> states) throws SQLException {
        String program = holder.foreignProgram(backend);
        if (program != null) {
            states.accept(new Backoff(
                    "slot '" + slot.name() + "' is in use by " + holder.description(backend)
                            + ", which is no relay: events are not published, and those that it confirms leave the slot; stop"
                            + " the program" + (program.isEmpty() ? "" : " '" + program + "'")
                            + ", and end its session if it goes on: select pg_terminate_backend(" + backend + ")",
                    Instant.now().plus(INTERVAL)));
        }
    }
}
