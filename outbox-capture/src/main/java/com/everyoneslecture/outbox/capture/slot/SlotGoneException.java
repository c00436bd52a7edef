package com.everyoneslecture.outbox.capture.slot;

import java.sql.SQLException;

/** The slot, which was there a moment ago, does not exist any more: the next start creates it again. */
public final class SlotGoneException extends SQLException {

    private static final long serialVersionUID = 1L;

    public SlotGoneException(String slot) {
        super("slot '" + slot + "' is gone", "55000");
    }
}
