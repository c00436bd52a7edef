package com.everyoneslecture.console.flow;

import org.jspecify.annotations.Nullable;

/** How fast a number rises. Used by one thread at a time. */
final class Rate {

    private double last = Double.NaN;
    private long lastNanos;

    /**
     * Notes a value.
     *
     * @param value null if it is not known now
     * @param nowNanos {@link System#nanoTime()} of when it was so
     * @return the rise per second since the value before; null if there was none, or it was higher: whoever counts began anew
     */
    @Nullable
    Double perSecond(@Nullable Double value, long nowNanos) {
        if (value == null) {
            last = Double.NaN;
            return null;
        }
        double rise = value - last;
        double seconds = (nowNanos - lastNanos) / 1e9;
        boolean known = !Double.isNaN(last) && rise >= 0 && seconds > 0;
        last = value;
        lastNanos = nowNanos;
        return known ? rise / seconds : null;
    }

    /** As {@link #perSecond(Double, long)}. */
    @Nullable
    Double perSecond(@Nullable Long value, long nowNanos) {
        return perSecond(value == null ? null : value.doubleValue(), nowNanos);
    }
}
