package com.everyoneslecture.localstack.process;

import org.jspecify.annotations.Nullable;

/**
 * Whether a server serves.
 *
 * @param up whether it does
 * @param reason why not, for people; null if it does
 */
public record Health(boolean up, @Nullable String reason) {

    /** It serves. */
    public static final Health UP = new Health(true, null);

    /** It does not. */
    public static Health down(String reason) {
        return new Health(false, reason);
    }
}
