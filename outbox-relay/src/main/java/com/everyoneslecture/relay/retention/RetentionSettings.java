package com.everyoneslecture.relay.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * How long rows stay in the outbox after they are published.
 *
 * @param enabled whether they ever leave it
 * @param maximumAge by the day that they occurred on; whole partitions leave, and only if every row in them is published
 * @param daysAhead for how many days after today there is a partition
 * @param interval between two looks
 */
public record RetentionSettings(
        boolean enabled,

        @NotNull @DurationMin(days = 1) @DurationMax(days = 36_500)
        Duration maximumAge,

        @Min(1) @Max(366) int daysAhead,

        @NotNull @DurationMin(millis = 100) @DurationMax(days = 1)
        Duration interval) {}
