package com.everyoneslecture.chaos.run;

import java.util.concurrent.TimeUnit;

/** The time since the beginning of the run. It never goes back, even if the machine's clock is changed. */
final class Stopwatch {

    private final long begun = System.nanoTime();

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
}
