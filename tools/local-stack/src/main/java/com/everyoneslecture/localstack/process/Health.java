package com.everyoneslecture.localstack.process;

import org.jspecify.annotations.Nullable;

/**
 * The health of a server.
 *
 * @param up whether it serves
 * @param reason the reason why it does not serve, for messages; null if it serves
 */
public record Health(boolean up, @Nullable String reason) {

    /** The server serves. */
    public static final Health UP = new Health(true, null);

    /** Returns the health of a server that does not serve. */
    public static Health down(String reason) {
        return new Health(false, reason);
    }
}
