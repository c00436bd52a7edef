package com.everyoneslecture.relay.operations;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the last result of an expensive operation for a short time, for all callers. One thread at a time computes it again;
 * the others wait for it. A failure is not cached.
 */
final class CachedResult<T> {

    private final long nanos;
    private final LongSupplier nanoClock;
    private @Nullable T answer;
    private long sinceNanos;

    /** @param age the maximum age of a result, counted from the end of its computation */
    CachedResult(Duration age, LongSupplier nanoClock) {
        this.nanos = age.toNanos();
        this.nanoClock = nanoClock;
    }

    synchronized T get(Supplier<T> operation) {
        T known = answer;
        if (known != null && nanoClock.getAsLong() - sinceNanos < nanos) {
            return known;
        }
        answer = null;
        T fresh = operation.get();
        answer = fresh;
        sinceNanos = nanoClock.getAsLong();
        return fresh;
    }
}
