package com.everyoneslecture.outbox.inbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Signals permanently that the loop is to end; any thread may give the signal. */
final class StopSignal {

    private final CountDownLatch given = new CountDownLatch(1);

    void give() {
        given.countDown();
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }

    /** Waits, but not past the signal. */
    void await(Duration bound) {
        try {
            given.await(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Only stop() interrupts, and it has given the signal before.
            Thread.currentThread().interrupt();
        }
    }
}
