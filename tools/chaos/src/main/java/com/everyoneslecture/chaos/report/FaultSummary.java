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
 * All about one fault.
 *
 * @param fault by name
 * @param times that it was over
 * @param medianMillis of its recoveries
 * @param worstMillis of its recoveries
 * @param worstCatchUpMillis of what came of that after the component served
 * @param lost events
 * @param doubled events
 * @param misordered events
 * @param skipped by the read model
 * @param other violations
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

    /** One for each fault, in the order of the first time; and for what was noticed at no fault, if there is any. */
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
