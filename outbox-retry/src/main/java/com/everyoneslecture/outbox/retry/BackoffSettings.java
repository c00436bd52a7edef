package com.everyoneslecture.outbox.retry;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The pauses after a failure. Each is between half of the given time and the whole of it, so that several processes do not
 * retry in step.
 *
 * @param initial the pause after the first failure; it doubles with each further one in a row
 * @param maximum the longest pause, and so the longest time until a server that is reachable again is noticed; at least the
 *     initial one. A longer one spares a server that is starting
 * @param halted the pause before the next attempt when an operator must fix the cause
 */
@AscendingWaits
public record BackoffSettings(
        @NotNull @DurationMin(millis = 1) @DurationMax(minutes = 1)
        Duration initial,

        @NotNull @DurationMin(millis = 1) @DurationMax(minutes = 10)
        Duration maximum,

        @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration halted) {

    private static final int MAXIMUM_DOUBLINGS = 20;

    /**
     * Returns the wait before the next attempt: between half of the doubled wait and the whole of it, so that several processes
     * do not retry in step.
     *
     * @param failures the number of consecutive failed attempts, from 1
     */
    public Duration after(int failures, RandomGenerator random) {
        Duration doubled = initial.multipliedBy(1L << Math.min(failures - 1, MAXIMUM_DOUBLINGS));
        long millis = (doubled.compareTo(maximum) < 0 ? doubled : maximum).toMillis();
        return Duration.ofMillis((millis + 1) / 2 + random.nextLong(millis / 2 + 1));
    }
}
