package com.everyoneslecture.benchmarks.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.report.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectBenchmarkTest {

    @Test
    void missesWhatDrainsAndLatenciesMiss() {
        assertThat(ConnectBenchmark.findings(missing("a lost event"), missing("a doubled event"))
                        .missed())
                .containsExactly("a lost event", "a doubled event");
    }

    private static Findings missing(String promise) {
        return new Findings("one", promise, List.of(), List.of(), List.of(promise));
    }
}
