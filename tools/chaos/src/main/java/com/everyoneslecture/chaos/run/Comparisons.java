package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.guarantee.Verdicts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Counts the comparisons of each guarantee during each fault: a guarantee without comparisons has not held. Used by one thread. */
final class Comparisons {

    private final Supplier<Map<String, Long>> totals;
    private final Map<String, Map<String, Long>> byFault = new LinkedHashMap<>();
    private Map<String, Long> before = Map.of();
    private String during = Verdicts.BEFORE_THE_FIRST_FAULT;

    /** @param totals returns how much each guarantee has compared so far, by its name */
    Comparisons(Supplier<Map<String, Long>> totals) {
        this.totals = totals;
    }

    /** Assigns what is compared from now on to this fault. */
    void during(String fault) {
        assign();
        during = fault;
    }

    /**
     * Returns the amounts by fault and guarantee.
     *
     * @param atTheEnd the amounts of the guarantees that are judged once for all faults, after the last one
     */
    Map<String, Map<String, Long>> byFault(Map<String, Long> atTheEnd) {
        assign();
        Map<String, Map<String, Long>> copy = new LinkedHashMap<>();
        byFault.forEach((fault, amounts) -> {
            Map<String, Long> all = new HashMap<>(amounts);
            all.putAll(atTheEnd);
            copy.put(fault, Map.copyOf(all));
        });
        return copy;
    }

    private void assign() {
        Map<String, Long> now = totals.get();
        Map<String, Long> amounts = byFault.computeIfAbsent(during, any -> new HashMap<>());
        now.forEach(
                (guarantee, total) -> amounts.merge(guarantee, total - before.getOrDefault(guarantee, 0L), Long::sum));
        before = now;
    }
}
