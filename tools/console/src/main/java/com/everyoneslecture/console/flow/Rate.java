package com.everyoneslecture.console.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rate at which a number rises. Used by one thread at a time. */
final class Rate {

    private final long overNanos;
    private final List<Reading> readings = new ArrayList<>();

    /** Compares each value with the one before. */
    Rate() {
        this(Duration.ZERO);
    }

    /** @param over the minimum distance to the value that a new one is compared with, once a value that old exists */
    Rate(Duration over) {
        this.overNanos = over.toNanos();
    }

    /**
     * Adds a value.
     *
     * @param value null if it is unknown now
     * @param nowNanos {@link System#nanoTime()} at which the value was read
     * @return the rise per second; null if there was no value before, or if the value before was higher because the counter was reset
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

    /** Does the same as {@link #perSecond(Double, long)}. */
    @Nullable
    Double perSecond(@Nullable Long value, long nowNanos) {
        return perSecond(value == null ? null : value.doubleValue(), nowNanos);
    }

    private record Reading(double value, long nanos) {}
}
