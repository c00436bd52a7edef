package com.everyoneslecture.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The machine on which figures were measured. */
public record Machine(String system, int processors, long memoryGib, String jdk, double load) {

    public static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
                Runtime.version().toString(),
                system.getSystemLoadAverage());
    }

    public String text() {
        return String.format(
                Locale.ROOT,
                "%s, %d processors, %d GiB, JDK %s, load %.1f at the start",
                system,
                processors,
                memoryGib,
                jdk,
                load);
    }
}
