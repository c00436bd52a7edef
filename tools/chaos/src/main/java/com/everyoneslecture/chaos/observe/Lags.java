package com.everyoneslecture.chaos.observe;

import org.jspecify.annotations.Nullable;

/**
 * How far each hop is behind, at one moment. Null where the server that knows does not answer.
 *
 * @param unpublished outbox rows that are not in their topics
 * @param slotBytes of the write-ahead log that the relay has not confirmed
 * @param consumerLag offsets that the projector's group has still to pass
 * @param unapplied events of categories that the read model does not stand for
 */
public record Lags(
        @Nullable Long unpublished,
        @Nullable Long slotBytes,
        @Nullable Long consumerLag,
        @Nullable Long unapplied) {

    /** Whether all is known, and nothing is behind by more than so many events. */
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
