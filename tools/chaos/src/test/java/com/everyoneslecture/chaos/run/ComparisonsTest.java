package com.everyoneslecture.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonsTest {

    private final Map<String, Long> totals = new HashMap<>(Map.of("order", 0L, "offsets", 0L));
    private final Comparisons comparisons = new Comparisons(() -> Map.copyOf(totals));

    @Test
    void assignsToEachFaultWhatWasComparedDuringIt() {
        totals.put("order", 5L);
        comparisons.during("kill-kafka");
        totals.put("order", 7L);
        comparisons.during("restore-lecture-db");
        totals.put("offsets", 3L);
        comparisons.during("kill-kafka");
        totals.put("order", 8L);
        assertThat(comparisons.byFault(Map.of("read model", 4L)))
                .isEqualTo(Map.of(
                        "before the first fault", Map.of("order", 5L, "offsets", 0L, "read model", 4L),
                        "kill-kafka", Map.of("order", 3L, "offsets", 0L, "read model", 4L),
                        "restore-lecture-db", Map.of("order", 0L, "offsets", 3L, "read model", 4L)));
    }
}
