package com.everyoneslecture.benchmarks.projector;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.benchmarks.report.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectorBenchmarkTest {

    private static final Spread ONE = new Spread(1, 1, 1);

    @Test
    void missesRowsThatTheProjectorHasWrittenWrong() {
        assertThat(missed(drained(Way.PROJECTOR, 0))).isEmpty();
        assertThat(missed(drained(Way.PROJECTOR, 2))).containsExactly("lecture-projector, 100 keys: 2 wrong rows");
        assertThat(missed(drained(Way.COMMIT_PER_POLL, 2))).isEmpty();
    }

    private static List<String> missed(Drained drained) {
        return ProjectorBenchmark.report(new ProjectorBenchmark.Data(1_000, 1, List.of(drained)))
                .missed();
    }

    private static Drained drained(Way way, long differences) {
        return new Drained(way.label(), 100, ONE, ONE, ONE, ONE, 1, differences);
    }
}
