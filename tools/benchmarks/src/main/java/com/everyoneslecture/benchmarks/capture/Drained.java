package com.everyoneslecture.benchmarks.capture;

/**
 * The result of one drain by one contender.
 *
 * @param seconds the time from the last reading of an empty topic to the first reading of the whole topic
 * @param cpuSeconds the processor time of its process since its start, the JVM's own start included
 * @param cpuSecondsOfDrain the processor time of its process in {@code seconds}
 * @param peakMemoryBytes the maximum resident memory
 */
record Drained(
        double seconds,
        double eventsPerSecond,
        double megabytesPerSecond,
        double cpuSeconds,
        double cpuSecondsOfDrain,
        long peakMemoryBytes,
        Tally tally) {}
