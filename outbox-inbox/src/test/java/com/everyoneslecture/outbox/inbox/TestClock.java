package com.everyoneslecture.outbox.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that another one moves, if at all, and that the test sets forward. Any thread may use it. */
final class TestClock extends Clock {

    private final Clock under;
    private volatile Duration passed = Duration.ZERO;

    /** Stands still at the beginning of 1970. */
    TestClock() {
        this(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    TestClock(Clock under) {
        this.under = under;
    }

    /** Sets the clock forward; called by one thread. */
    void pass(Duration time) {
        passed = passed.plus(time);
    }

    @Override
    public Instant instant() {
        return under.instant().plus(passed);
    }

    @Override
    public ZoneId getZone() {
        return under.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
