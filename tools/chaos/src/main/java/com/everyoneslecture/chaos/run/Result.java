package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.guarantee.Violation;
import java.util.List;
import java.util.Map;

/**
 * What a run has shown.
 *
 * @param settings of the run
 * @param faults in their order
 * @param violations in the order in which they were noticed
 * @param allowed how often a fault made use of what it relaxes, by fault and guarantee
 * @param samples of the lags, oldest first
 * @param counts how much was looked at
 * @param lastedMillis from its beginning to its end
 * @param complete whether it ended by itself
 */
public record Result(
        RunSettings settings,
        List<FaultRecord> faults,
        List<Violation> violations,
        Map<String, Map<String, Long>> allowed,
        List<Sample> samples,
        Counts counts,
        long lastedMillis,
        boolean complete) {

    public Result {
        faults = List.copyOf(faults);
        violations = List.copyOf(violations);
        allowed = Map.copyOf(allowed);
        samples = List.copyOf(samples);
    }

    /**
     * How much was looked at of the categories, and of the orders.
     *
     * @param rows committed and looked for in the topic
     * @param records of the topic
     * @param rolledBack events that were written and rolled back
     * @param unanswered writes of which nobody knows whether they were committed
     * @param slotLooks at the slot's position
     * @param offsets that were committed by the group
     * @param categories in the end
     * @param orders what was looked at of the second service
     */
    public record Counts(
            long rows,
            long records,
            long rolledBack,
            long unanswered,
            long slotLooks,
            long offsets,
            long categories,
            Orders orders) {}

    /**
     * How much was looked at of the events of orders.
     *
     * @param rows committed and looked for in the topic
     * @param rolledBack events that were written and rolled back
     * @param unanswered writes of which nobody knows whether they were committed
     * @param records of the topic
     * @param compared records whose content was compared with what was appended
     */
    public record Orders(long rows, long rolledBack, long unanswered, long records, long compared) {}

    public boolean allGuaranteesHeld() {
        return violations.isEmpty();
    }
}
