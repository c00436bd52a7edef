package com.everyoneslecture.chaos.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Repeats an attempt until it succeeds. */
final class Bounded {

    static final Duration BOUND = Duration.ofSeconds(60);

    private static final long PAUSE_MILLIS = 20;

    /** One attempt. */
    @FunctionalInterface
    interface Try {
        /** Returns whether it has succeeded. */
        boolean run() throws Exception;
    }

    private Bounded() {}

    static void until(String what, Try attempt) throws InterruptedException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        Exception last = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                if (attempt.run()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("not within " + BOUND.toSeconds() + " s: " + what, last);
    }
}
