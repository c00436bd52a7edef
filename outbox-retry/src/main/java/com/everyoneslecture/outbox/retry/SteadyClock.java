package com.everyoneslecture.outbox.retry;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * A clock for waits and deadlines. It begins with the machine's time and then counts what has elapsed, so a clock of the machine
 * that is set back does not prolong a wait, and one that is set forward does not end it. After such a change its times differ
 * from the machine's by the change.
 *
 * <p>Immutable; any thread may use it.
 */
public final class SteadyClock extends Clock {

    private final Clock machine;
    private final LongSupplier nanos;
    private final Instant begin;
    private final long beginNanos;

    private SteadyClock(Clock machine, LongSupplier nanos, Instant begin, long beginNanos) {
        this.machine = machine;
        this.nanos = nanos;
        this.begin = begin;
        this.beginNanos = beginNanos;
    }

    /** Returns a clock that begins now, in UTC. */
    public static SteadyClock begin() {
        return begin(Clock.systemUTC(), System::nanoTime);
    }

    /**
     * Returns a clock that begins with the machine's current time.
     *
     * @param nanos elapsed nanoseconds since any moment, as {@link System#nanoTime()} returns them
     */
    static SteadyClock begin(Clock machine, LongSupplier nanos) {
        return new SteadyClock(machine, nanos, machine.instant(), nanos.getAsLong());
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(nanos.getAsLong() - beginNanos);
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(machine.withZone(zone), nanos, begin, beginNanos);
    }
}
