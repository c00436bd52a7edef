package com.everyoneslecture.slot;

/** Another backend streams from the slot: another relay, or one that died so that the server has not noticed yet. */
public final class SlotInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SlotInUseException(String slot, int activePid) {
        super(
                "slot '" + slot + "' is in use by backend " + activePid
                        + ": another relay streams from it, or one that is dead, which the server ends after wal_sender_timeout");
    }
}
