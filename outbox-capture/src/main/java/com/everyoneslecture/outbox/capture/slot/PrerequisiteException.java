package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;

/** A prerequisite of the relay is missing. Waiting does not help: an operator has to act. */
public final class PrerequisiteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem the missing or wrong object, in words
     * @param remedy the action to take: a statement, a command, or a setting to change
     */
    public PrerequisiteException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    static void throwIfFailed(Finding finding) {
        if (finding.status() == Status.FAIL) {
            throw new PrerequisiteException(finding.detail(), finding.remedy());
        }
    }

    /** Returns the action to take. */
    public String remedy() {
        return remedy;
    }
}
