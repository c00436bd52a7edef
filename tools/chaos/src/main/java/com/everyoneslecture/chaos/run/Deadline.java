package com.everyoneslecture.chaos.run;

import java.time.Duration;

/**
 * The end of a wait.
 *
 * @param bound the time from the beginning of the wait
 * @param nanos the reading of the monotonic clock at its end
 */
record Deadline(Duration bound, long nanos) {

    /** Returns the deadline of a wait that begins now. */
    static Deadline in(Duration bound) {
        return new Deadline(bound, System.nanoTime() + bound.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - nanos > 0;
    }

    /** Returns the bound, for a message: {@code 180 s}. */
    @Override
    public String toString() {
        return bound.toSeconds() + " s";
    }
}
