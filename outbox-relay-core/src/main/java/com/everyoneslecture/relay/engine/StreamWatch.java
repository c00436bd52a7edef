package com.everyoneslecture.relay.engine;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Detects that the server has ended a stream whose connection did not report it. A network that has dropped one connection
 * without a sign, for example after a failover of a firewall, delivers neither data nor the end of that connection. The client
 * would notice after about 15 minutes, when TCP gives up its retransmissions; the server ends the stream after
 * {@code relay.slot.patience}, and another connection shows it.
 *
 * <p>Used by one thread.
 */
final class StreamWatch {

    /**
     * The time for which a capture may take to end by itself, because its own failure names the cause: Debezium's engine first
     * stops its task, and a capture first delivers the events that it has read ahead.
     */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LongSupplier nanoClock;
    private @Nullable Absence absence;

    /** The first probe without a stream, and the number of deliveries at that time. */
    private record Absence(long deliveries, long sinceNanos) {}

    StreamWatch(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Returns true if there was no stream at two probes in a row or more, for {@link #PATIENCE}, and the capture delivered
     * nothing meanwhile. Called at each probe.
     *
     * @param streams whether the server streams to this session
     * @param deliveries the number of batches that the capture has delivered; empty while it delivers one
     */
    boolean isLost(boolean streams, OptionalLong deliveries) {
        if (streams || deliveries.isEmpty()) {
            absence = null;
            return false;
        }
        long now = nanoClock.getAsLong();
        if (absence == null || absence.deliveries() != deliveries.getAsLong()) {
            absence = new Absence(deliveries.getAsLong(), now);
            return false;
        }
        return now - absence.sinceNanos() >= PATIENCE.toNanos();
    }
}
