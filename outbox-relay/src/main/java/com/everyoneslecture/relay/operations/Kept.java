package com.everyoneslecture.relay.operations;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last answer of something expensive for a moment, for all who ask meanwhile. One thread at a time looks anew; the others
 * wait for it. A failure is not kept.
 */
final class Kept<T> {

    private final long nanos;
    private final LongSupplier nanoClock;
    private @Nullable T answer;
    private long sinceNanos;

    /** @param age how old an answer may be, counted from its end */
    Kept(Duration age, LongSupplier nanoClock) {
        this.nanos = age.toNanos();
        this.nanoClock = nanoClock;
    }

    synchronized T get(Supplier<T> look) {
        T known = answer;
        if (known != null && nanoClock.getAsLong() - sinceNanos < nanos) {
            return known;
        }
        answer = null;
        T fresh = look.get();
        answer = fresh;
        sinceNanos = nanoClock.getAsLong();
        return fresh;
    }
}
