package com.everyoneslecture.chaos.guarantee;

import java.util.Locale;

/** The kind of a violation. */
public enum Damage {
    /** Committed but not published. */
    LOST,
    /** Published more than once. */
    DOUBLED,
    /** Published after a later event of the same key. */
    MISORDERED,
    /** Published but not, or not yet, committed. */
    PHANTOM,
    /** Published with a key, value, headers or timestamp that differs from the appended one. */
    ALTERED,
    /** Skipped by the read model without being applied. */
    SKIPPED,
    /** At the end, the read model differs from the category table. */
    DIVERGED,
    /** The slot moved back. */
    WENT_BACK,
    /** The relay halted, and the fault required no operator. */
    HALTED,
    /** A component's process ended, and no fault had ended it. */
    DIED,
    /** Published while the relay must publish nothing. */
    FORBIDDEN,
    /** The system did not recover within the bound. */
    STUCK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
