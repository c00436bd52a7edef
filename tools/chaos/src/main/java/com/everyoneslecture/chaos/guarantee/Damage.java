package com.everyoneslecture.chaos.guarantee;

import java.util.Locale;

/** In which way a guarantee was broken. */
public enum Damage {
    /** Committed, and not published. */
    LOST,
    /** Published more than once. */
    DOUBLED,
    /** Published behind a later event of the same category. */
    MISORDERED,
    /** Published, and not, or not yet, committed. */
    PHANTOM,
    /** Passed by the read model without being applied. */
    SKIPPED,
    /** In the end, the read model is something else than the category table. */
    DIVERGED,
    /** The slot went back. */
    WENT_BACK,
    /** Not back to normal within the bound. */
    STUCK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
