package com.everyoneslecture.outbox.capture.slot;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * When the write-ahead log that the slot needs is in danger.
 *
 * @param minimumTimeLeft until the server gives the slot up, at the present rate: with less, the relay is not ready
 */
public record WalWatchSettings(
        @NotNull @DurationMin(seconds = 1) Duration minimumTimeLeft) {}
