package com.everyoneslecture.console.flow;

import org.jspecify.annotations.Nullable;

/** The mean of the values that were added since the last call. Used by one thread at a time. */
final class Mean {

    private double lastSum;
    private double lastCount;

    @Nullable
    Double millis(@Nullable Double sumSeconds, @Nullable Double count) {
        if (sumSeconds == null || count == null) {
            return null;
        }
        double more = count - lastCount;
        double millis = (sumSeconds - lastSum) / more * 1_000;
        boolean known = more > 0 && lastCount > 0;
        lastSum = sumSeconds;
        lastCount = count;
        return known ? millis : null;
    }
}
