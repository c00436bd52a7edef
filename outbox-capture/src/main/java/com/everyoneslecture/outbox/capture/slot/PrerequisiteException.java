package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;

/** Something that the relay needs is not there, and will not come by waiting: a person has to act. */
public final class PrerequisiteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem what is wrong, in words
     * @param remedy what to do about it: a statement, a command, or a setting to change
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

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
