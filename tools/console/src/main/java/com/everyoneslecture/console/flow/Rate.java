package com.everyoneslecture.console.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast a number rises. Used by one thread at a time. */
final class Rate {

    private final long overNanos;
    private final List<Reading> readings = new ArrayList<>();

    /** From one value to the next. */
    Rate() {
        this(Duration.ZERO);
    }

    /** @param over so far back at least is what a value is compared with, once there is such a one */
    Rate(Duration over) {
        this.overNanos = over.toNanos();
    }

    /**
     * Notes a value.
     *
     * @param value null if it is not known now
     * @param nowNanos {@link System#nanoTime()} of when it was so
     * @return the rise per second; null if there was no value before, or a higher one, because the counter was reset
     */
    @Nullable
    Double perSecond(@Nullable Double value, long nowNanos) {
        if (value == null) {
            readings.clear();
            return null;
        }
        if (!readings.isEmpty() && value < readings.get(readings.size() - 1).value()) {
            readings.clear();
        }
        while (readings.size() > 1 && nowNanos - readings.get(1).nanos() >= overNanos) {
            readings.remove(0);
        }
        readings.add(new Reading(value, nowNanos));
        Reading since = readings.get(0);
        double seconds = (nowNanos - since.nanos()) / 1e9;
        return seconds > 0 ? (value - since.value()) / seconds : null;
    }

    /** As {@link #perSecond(Double, long)}. */
    @Nullable
    Double perSecond(@Nullable Long value, long nowNanos) {
        return perSecond(value == null ? null : value.doubleValue(), nowNanos);
    }

    private record Reading(double value, long nanos) {}
}
