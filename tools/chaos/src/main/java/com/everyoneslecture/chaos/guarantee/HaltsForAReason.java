package com.everyoneslecture.chaos.guarantee;

import java.util.List;

/**
 * The relay halts only if the fault requires an operator; it retries all other failures by itself. Judged only if Kafka Connect runs the relay:
 * there a halt fails the task, and lasts until an operator restarts the task. The service ends a halt by itself, and a halt that it does not
 * end keeps the system from recovering.
 *
 * <p>Used by one thread.
 */
public final class HaltsForAReason {

    /** The name of the guarantee, for faults that require an operator. */
    public static final String NAME = "HaltsForAReason";

    private final Verdicts verdicts;
    private final boolean onConnect;
    private boolean hasReason;
    private long judged;

    /** @param onConnect whether Kafka Connect runs the relay; without it there is nothing to judge */
    public HaltsForAReason(Verdicts verdicts, boolean onConnect) {
        this.verdicts = verdicts;
        this.onConnect = onConnect;
    }

    /**
     * Notes that a fault begins. Halts after its end, before the next fault, belong to it, too.
     *
     * @param requiresOperator whether the fault is a reason to halt
     */
    public void during(boolean requiresOperator) {
        hasReason = requiresOperator;
    }

    /**
     * Judges halts.
     *
     * @param causes the cause of each halt since the last call, with the worker
     */
    public void judge(List<String> causes) {
        if (!hasReason && onConnect) {
            judged++;
            causes.stream().distinct().forEach(cause -> verdicts.report(NAME, Damage.HALTED, cause, List.of()));
        }
    }

    /** Returns how often halts were judged. */
    public long judged() {
        return judged;
    }
}
