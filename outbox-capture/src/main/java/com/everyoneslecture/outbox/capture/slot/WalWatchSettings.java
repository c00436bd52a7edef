package com.everyoneslecture.outbox.capture.slot;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The limit below which the write-ahead log that the slot needs is in danger.
 *
 * @param minimumTimeLeft the relay is not ready when PostgreSQL, at the present rate of writing, would invalidate the slot
 *     sooner than this
 */
public record WalWatchSettings(
        @NotNull @DurationMin(seconds = 1) Duration minimumTimeLeft) {}
