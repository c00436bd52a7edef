package com.everyoneslecture.relay.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The settings of retention: how long published rows stay in the outbox.
 *
 * @param enabled creates partitions ahead and drops old ones; with {@code false}, the relay does neither and calls none of the
 *     outbox's functions, so rows stay forever, and go to the default partition unless partitions are created otherwise
 * @param maximumAge the minimum time that a row stays. Whole days are dropped, and only if every row in them is published
 * @param daysAhead the number of days after today for which a partition exists. Rows dated later, or earlier than any
 *     partition, go to the default partition
 * @param interval the interval between two checks of the partitions
 */
public record RetentionSettings(
        boolean enabled,

        @NotNull @DurationMin(days = 1) @DurationMax(days = 36_500)
        Duration maximumAge,

        @Min(1) @Max(366) int daysAhead,

        @NotNull @DurationMin(millis = 100) @DurationMax(days = 1)
        Duration interval) {}
