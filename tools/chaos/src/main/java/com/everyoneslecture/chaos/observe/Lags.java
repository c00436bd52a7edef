package com.everyoneslecture.chaos.observe;

import org.jspecify.annotations.Nullable;

/**
 * The lag of each hop at one moment. Null if the server with the information does not answer.
 *
 * @param unpublished the number of outbox rows that are not in their topics
 * @param slotBytes the size of the write-ahead log that the relay has not confirmed
 * @param consumerLag the number of offsets that the projector's group has not consumed
 * @param unapplied the number of events of categories that the read model has not applied
 */
public record Lags(
        @Nullable Long unpublished,
        @Nullable Long slotBytes,
        @Nullable Long consumerLag,
        @Nullable Long unapplied) {

    /** Returns whether all lags are known, and none exceeds this number of events. */
    public boolean within(long events) {
        return unpublished != null
                && unpublished <= events
                && consumerLag != null
                && consumerLag <= 2 * events
                && unapplied != null
                && unapplied <= events;
    }

    @Override
    public String toString() {
        return "unpublished " + text(unpublished) + "  slot " + bytes(slotBytes) + "  consumer " + text(consumerLag)
                + "  read model " + text(unapplied);
    }

    private static String text(@Nullable Long lag) {
        return lag == null ? "?" : Long.toString(lag);
    }

    private static String bytes(@Nullable Long bytes) {
        if (bytes == null) {
            return "?";
        }
        return bytes < 10_240 ? bytes + " B" : bytes / 1024 + " KiB";
    }
}
