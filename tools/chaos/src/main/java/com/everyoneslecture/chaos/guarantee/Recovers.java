package com.everyoneslecture.chaos.guarantee;

import java.util.List;

/** The system comes back to normal within the bound after each fault, and at the end. */
public final class Recovers {

    private static final String NAME = "Recovers";

    private final Verdicts verdicts;
    private long judged;
    private boolean stuck;

    public Recovers(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /** Notes that it has recovered. */
    public void recovered() {
        judged++;
    }

    /** Reports why it does not recover. */
    public void stuck(RuntimeException why) {
        stuck = true;
        verdicts.report(NAME, Damage.STUCK, why.getMessage() == null ? why.toString() : why.getMessage(), List.of());
    }

    /** Returns whether the system did not recover once. */
    public boolean isStuck() {
        return stuck;
    }

    /** Returns how often it has recovered. */
    public long judged() {
        return judged;
    }
}
