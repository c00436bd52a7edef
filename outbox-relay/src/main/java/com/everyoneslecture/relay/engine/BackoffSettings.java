package com.everyoneslecture.relay.engine;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * How long the relay waits before it tries again.
 *
 * @param initial after the first failure; doubles with each further one
 * @param maximum the longest; the longest, too, that a server is back before the relay notices
 * @param halted between two looks at what a person has to mend
 */
public record BackoffSettings(
        @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration initial,

        @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration maximum,

        @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration halted) {

    /** How long to wait after so many failures in a row, the first being 1. */
    Duration after(int failures) {
        Duration doubled = initial.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(maximum) < 0 ? doubled : maximum;
    }
}
