package com.everyoneslecture.chaos.run;

import java.util.concurrent.TimeUnit;

/** Time since the beginning of the run. It never goes back, whatever the machine's clock does. */
final class Stopwatch {

    private final long begun = System.nanoTime();

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
}
