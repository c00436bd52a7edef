package com.everyoneslecture.benchmarks.capture;

/**
 * One contender, one drain.
 *
 * @param seconds from the last look that saw nothing in the topic to the first that saw all of it
 * @param cpuSeconds of its process, since its start, the JVM's own start included
 * @param cpuSecondsOfDrain of its process in {@code seconds}
 * @param peakMemoryBytes the most that was resident at once
 */
record Drained(
        double seconds,
        double eventsPerSecond,
        double megabytesPerSecond,
        double cpuSeconds,
        double cpuSecondsOfDrain,
        long peakMemoryBytes,
        Tally tally) {}
