package com.everyoneslecture.chaos.guarantee;

import java.util.Locale;

/** In which way a guarantee was broken. */
public enum Damage {
    /** Committed, and not published. */
    LOST,
    /** Published more than once. */
    DOUBLED,
    /** Published behind a later event of the same key. */
    MISORDERED,
    /** Published, and not, or not yet, committed. */
    PHANTOM,
    /** Published with another key, value, headers or timestamp than it was appended with. */
    ALTERED,
    /** Passed by the read model without being applied. */
    SKIPPED,
    /** In the end, the read model is something else than the category table. */
    DIVERGED,
    /** The slot went back. */
    WENT_BACK,
    /** The relay halted, and nothing required an operator. */
    HALTED,
    /** Not back to normal within the bound. */
    STUCK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
