package com.everyoneslecture.relay.verify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a verification.
 *
 * @param since only events that occurred then or later; null for all
 * @param patience how long to wait for the slot to confirm the rows of the outbox
 * @param limit how many events of each kind are named
 */
public record VerifySettings(@Nullable Instant since, Duration patience, int limit) {}
