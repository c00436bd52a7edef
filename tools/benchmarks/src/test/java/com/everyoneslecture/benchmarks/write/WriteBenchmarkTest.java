package com.everyoneslecture.benchmarks.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WriteBenchmarkTest {

    @Test
    void missesEventsThatAreNotInTheOutbox() {
        assertThat(missed(0)).isEmpty();
        assertThat(missed(3)).containsExactly("create: 3 events missing");
    }

    private static List<String> missed(long ofCreate) {
        Map<Kind, List<Load.Burst>> bursts = Arrays.stream(Kind.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        kind -> List.of(new Load.Burst(1, 1, kind == Kind.CREATE_WITH_OUTBOX ? ofCreate : 0))));
        return WriteBenchmark.report(WriteBenchmark.Data.of(1, 1, bursts, List.of(1.0)))
                .missed();
    }
}
