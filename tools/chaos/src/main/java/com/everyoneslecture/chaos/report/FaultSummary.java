package com.everyoneslecture.chaos.report;

import com.everyoneslecture.chaos.guarantee.Damage;
import com.everyoneslecture.chaos.guarantee.Violation;
import com.everyoneslecture.chaos.run.FaultRecord;
import com.everyoneslecture.chaos.run.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The figures of one fault.
 *
 * @param fault the name of the fault
 * @param times the number of times that it ended
 * @param medianMillis the median of its recoveries
 * @param worstMillis the longest of its recoveries
 * @param worstCatchUpMillis the longest part of a recovery after the component served
 * @param lost the number of lost events
 * @param doubled the number of events that were published more than once
 * @param misordered the number of events out of order
 * @param skipped the number of events that the read model skipped
 * @param other the number of other violations
 */
record FaultSummary(
        String fault,
        int times,
        long medianMillis,
        long worstMillis,
        long worstCatchUpMillis,
        long lost,
        long doubled,
        long misordered,
        long skipped,
        long other) {

    /** Returns one summary for each fault, in the order of their first occurrences, and one for violations outside of faults, if there are any. */
    static List<FaultSummary> of(Result result) {
        Set<String> names = new LinkedHashSet<>();
        result.faults().forEach(record -> names.add(record.fault()));
        result.violations().forEach(violation -> names.add(violation.during()));
        List<FaultSummary> summaries = new ArrayList<>();
        for (String name : names) {
            summaries.add(of(
                    name,
                    result.faults().stream()
                            .filter(record -> record.fault().equals(name))
                            .toList(),
                    result.violations().stream()
                            .filter(violation -> violation.during().equals(name))
                            .toList()));
        }
        return summaries;
    }

    private static FaultSummary of(String name, List<FaultRecord> records, Collection<Violation> violations) {
        List<Long> recoveries =
                records.stream().map(FaultRecord::recoveryMillis).sorted().toList();
        long lost = count(violations, Damage.LOST);
        long doubled = count(violations, Damage.DOUBLED);
        long misordered = count(violations, Damage.MISORDERED);
        long skipped = count(violations, Damage.SKIPPED);
        return new FaultSummary(
                name,
                records.size(),
                recoveries.isEmpty() ? 0 : recoveries.get(recoveries.size() / 2),
                recoveries.isEmpty() ? 0 : recoveries.get(recoveries.size() - 1),
                records.stream().mapToLong(FaultRecord::catchUpMillis).max().orElse(0),
                lost,
                doubled,
                misordered,
                skipped,
                violations.size() - lost - doubled - misordered - skipped);
    }

    private static long count(Collection<Violation> violations, Damage damage) {
        return violations.stream()
                .filter(violation -> violation.damage() == damage)
                .count();
    }
}
