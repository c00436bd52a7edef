package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.guarantee.Violation;
import java.util.List;
import java.util.Map;

/**
 * The results of a run.
 *
 * @param settings the settings of the run
 * @param faults the faults in their order
 * @param violations the violations in the order in which they were found
 * @param allowed the number of violations that a fault allowed, by fault and guarantee
 * @param compared how much each guarantee has compared, by fault and guarantee
 * @param samples the samples of the lags, the oldest first
 * @param counts the amounts of checked data
 * @param lastedMillis the time from its beginning to its end
 * @param complete whether it reached its end without a stop or a failure: the end of the faults, or of the time
 */
public record Result(
        RunSettings settings,
        List<FaultRecord> faults,
        List<Violation> violations,
        Map<String, Map<String, Long>> allowed,
        Map<String, Map<String, Long>> compared,
        List<Sample> samples,
        Counts counts,
        long lastedMillis,
        boolean complete) {

    public Result {
        faults = List.copyOf(faults);
        violations = List.copyOf(violations);
        allowed = Map.copyOf(allowed);
        compared = Map.copyOf(compared);
        samples = List.copyOf(samples);
    }

    /**
     * The amounts of checked data of the categories, and of the orders.
     *
     * @param rows the number of rows that were committed and checked in the topic
     * @param records the number of records of the topic
     * @param compared the number of records whose content was compared with that of their rows
     * @param rolledBack the number of events that were written and rolled back
     * @param unanswered the number of writes whose commit is uncertain
     * @param slotLooks the number of readings of the slot's position
     * @param offsets the number of offsets committed by the group that were checked
     * @param categories the number of categories at the end
     * @param orders the amounts of the second service
     */
    public record Counts(
            long rows,
            long records,
            long compared,
            long rolledBack,
            long unanswered,
            long slotLooks,
            long offsets,
            long categories,
            Orders orders) {}

    /**
     * The amounts of checked data of the events of orders.
     *
     * @param rows the number of rows that were committed and checked in the topic
     * @param rolledBack the number of events that were written and rolled back
     * @param unanswered the number of writes whose commit is uncertain
     * @param records the number of records of the topic
     * @param compared the number of records whose content was compared with the appended content
     */
    public record Orders(long rows, long rolledBack, long unanswered, long records, long compared) {}

    /** Returns whether no guarantee was violated under at least one fault: without any, nothing was tried. */
    public boolean allGuaranteesHeld() {
        return violations.isEmpty() && !faults.isEmpty();
    }

    /** Returns whether a guarantee was violated. */
    public boolean isViolated() {
        return !violations.isEmpty();
    }
}
