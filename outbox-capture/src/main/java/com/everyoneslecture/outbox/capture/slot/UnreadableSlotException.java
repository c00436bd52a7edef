package com.everyoneslecture.outbox.capture.slot;

/** The slot is at a position at which its publication did not exist, so the server cannot read on from there. */
public final class UnreadableSlotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean again;

    UnreadableSlotException(String slot, String publication, String reported, boolean again) {
        super("slot '" + slot + "' cannot be read any further, because at its position publication '" + publication
                + "' does not exist, although it does now (" + reported
                + "): the slot is created again, and events that it does not hold are published from the outbox");
        this.again = again;
    }

    /** Returns whether this process has created the slot in place of another unreadable one. */
    public boolean again() {
        return again;
    }
}
