package com.everyoneslecture.outbox.inbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something that failed is tried again.
 *
 * @param initial the first wait; it doubles with each failure in a row
 * @param max the longest wait; raising it spares a database that is coming up and delays the first event after it is up
 * @param halted the wait where a person has to act
 */
public record BackoffSettings(Duration initial, Duration max, Duration halted) {

    private static final int MAX_DOUBLINGS = 30;

    /**
     * Between half of the wait and the whole of it, so that several members do not come back in step.
     *
     * @param attempt how often it has failed in a row, from 1
     */
    Duration delay(int attempt, RandomGenerator random) {
        long doubled = initial.toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS);
        long wholeMillis = doubled <= 0 ? max.toMillis() : Math.min(doubled, max.toMillis());
        return Duration.ofMillis(wholeMillis / 2 + random.nextLong(wholeMillis / 2 + 1));
    }
}
