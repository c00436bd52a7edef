package com.everyoneslecture.benchmarks.servers;

/**
 * What a process has used since its start.
 *
 * @param cpuSeconds of all its threads, in user and kernel mode
 * @param peakMemoryBytes the most that was resident at once; 0 where the system does not tell
 */
public record Usage(double cpuSeconds, long peakMemoryBytes) {

    static final Usage NONE = new Usage(0, 0);

    /** Processor time since an earlier look at the same process; the peak stays the peak. */
    public Usage since(Usage earlier) {
        return new Usage(cpuSeconds - earlier.cpuSeconds, peakMemoryBytes);
    }
}
