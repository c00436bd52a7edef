package com.everyoneslecture.outbox.capture.slot;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The limit below which the write-ahead log that the slot needs is in danger.
 *
 * @param minimumTimeLeft the slot is in danger, and the relay not ready unless it stands by, when less than half of
 *     {@code max_slot_wal_keep_size} is left and PostgreSQL, at the present rate of writing, would invalidate the slot sooner
 *     than this. Below 10 %, the slot is in danger at any rate of writing
 */
public record WalWatchSettings(
        @NotNull @DurationMin(seconds = 1) Duration minimumTimeLeft) {}
