package com.everyoneslecture.outbox.capture.slot;

import org.jspecify.annotations.Nullable;

/** Another backend uses the slot: of another relay, or of one that died without the server noticing yet. */
public final class SlotInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean streaming;

    private SlotInUseException(String message, boolean streaming, @Nullable Throwable cause) {
        super(message, cause);
        this.streaming = streaming;
    }

    /** Another relay is creating the slot, or one that has died: the server does not notice that while it waits. */
    static SlotInUseException beingMade(String slot, int activePid) {
        return new SlotInUseException(
                "slot '" + slot + "' is being created by backend " + activePid
                        + ", which waits for open transactions: another relay creates it, or an earlier run of this one",
                false,
                null);
    }

    SlotInUseException(String slot, int activePid) {
        this(slot, activePid, null);
    }

    /** @param cause the failure that showed it; null if the slot's status showed it */
    public SlotInUseException(String slot, int activePid, @Nullable Throwable cause) {
        this(
                "slot '" + slot + "' is in use by backend " + activePid
                        + ": another relay streams from it, or a dead one, whose session the server ends after relay.slot.patience",
                true,
                cause);
    }

    /** Returns whether another relay streams from it, so that this relay can stand by. */
    public boolean streaming() {
        return streaming;
    }
}
