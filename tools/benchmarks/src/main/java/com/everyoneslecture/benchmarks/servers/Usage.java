package com.everyoneslecture.benchmarks.servers;

/**
 * The resources that a process has used since its start.
 *
 * @param cpuSeconds the processor time of all its threads, in user and kernel mode
 * @param peakMemoryBytes the maximum resident memory; 0 if the system does not report it
 */
public record Usage(double cpuSeconds, long peakMemoryBytes) {

    static final Usage NONE = new Usage(0, 0);

    /** Returns the processor time since an earlier reading of the same process; the peak is not reduced. */
    public Usage since(Usage earlier) {
        return new Usage(cpuSeconds - earlier.cpuSeconds, peakMemoryBytes);
    }
}
