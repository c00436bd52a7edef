package com.everyoneslecture.outbox.capture;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * How the capture reads.
 *
 * @param pollInterval how long it sleeps when there is nothing to read, twice as long after some silence: the latency of an
 *     event into an idle relay, against processor time. 0 is refused, for it would spin
 * @param acknowledgeInterval how often at most the server is told how far events are published; what was published since
 *     the last time is sent again after a crash
 * @param maximumBatchSize events in one batch at most; as many are read ahead of it
 */
public record CaptureSettings(
        @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 1)
        Duration pollInterval,

        @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration acknowledgeInterval,

        @Min(1) @Max(100_000) int maximumBatchSize) {}
