package com.everyoneslecture.chaos.report;

import com.everyoneslecture.chaos.guarantee.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The violations of one guarantee.
 *
 * @param guarantee the name of the guarantee
 * @param violations at least one, in the order in which they were found
 */
record ViolationGroup(String guarantee, List<Violation> violations) {

    ViolationGroup {
        violations = List.copyOf(violations);
    }

    /** Returns one group for each violated guarantee, in the order in which they were first violated. */
    static List<ViolationGroup> of(List<Violation> violations) {
        Map<String, List<Violation>> byGuarantee = new LinkedHashMap<>();
        violations.forEach(violation -> byGuarantee
                .computeIfAbsent(violation.guarantee(), any -> new ArrayList<>())
                .add(violation));
        return byGuarantee.entrySet().stream()
                .map(group -> new ViolationGroup(group.getKey(), group.getValue()))
                .toList();
    }

    /** Returns the counts: {@code PublishedExactlyOnce: 3 lost, 1 doubled (kill-kafka 3, cut-relay-kafka 1)}. */
    String headline() {
        String damages = counted(Violation::damage).entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        String faults = counted(Violation::during).entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        return guarantee + ": " + damages + " (" + faults + ")";
    }

    private <K> Map<K, Long> counted(Function<Violation, K> by) {
        return violations.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.counting()));
    }
}
