package com.everyoneslecture.chaos.guarantee;

import java.util.List;

/**
 * The process of a component ends only if a fault ends it. Nothing restarts it before the next fault or the repair at the end does, and
 * some faults need it: a system with one relay cannot fail over.
 */
public final class DiesOfFaultsOnly {

    private static final String NAME = "DiesOfFaultsOnly";

    private final Verdicts verdicts;
    private long judged;

    public DiesOfFaultsOnly(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * Judges deaths.
     *
     * @param deaths each component that has ended by itself since the last call, with how
     */
    public void judge(List<String> deaths) {
        judged++;
        deaths.forEach(death -> verdicts.report(NAME, Damage.DIED, death, List.of()));
    }

    /** Returns how often deaths were judged. */
    public long judged() {
        return judged;
    }
}
