package com.everyoneslecture.outbox.capture.slot;

/** Another backend streams from the slot: another relay, or one that died so that the server has not noticed yet. */
public final class SlotInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SlotInUseException(String message) {
        super(message);
    }

    /** Another relay is making it, or one that is gone: the server does not notice while it waits. */
    static SlotInUseException beingMade(String slot, int activePid) {
        return new SlotInUseException(
                "slot '" + slot + "' is being made by backend " + activePid
                        + ", which waits for the transactions that are open: for another relay, or for an earlier run of this one");
    }

    SlotInUseException(String slot, int activePid) {
        this(
                "slot '" + slot + "' is in use by backend " + activePid
                        + ": another relay streams from it, or one that is dead, which the server ends after wal_sender_timeout");
    }
}
