package com.everyoneslecture.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private final List<Long> latencies = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals(latencies::add);

    @Test
    void measuresFromTheCommitToTheFirstRecord() {
        arrivals.committed(1, 100);
        arrivals.received(1, 130);
        arrivals.received(2, 200);
        arrivals.committed(2, 210);

        assertThat(latencies).containsExactly(30L, 0L);
        assertThat(arrivals.missing()).isZero();
        assertThat(arrivals.doubled()).isZero();
    }

    @Test
    void anEventWithoutARecordIsMissing() {
        arrivals.committed(1, 100);

        assertThat(arrivals.missing()).isEqualTo(1);
    }

    @Test
    void anEventWithTwoRecordsOrMoreIsDoubled() {
        for (int records = 2; records <= 5; records++) {
            arrivals.committed(records, 100);
            for (int record = 1; record <= records; record++) {
                arrivals.received(records, 100 + record);
            }
        }

        assertThat(arrivals.doubled()).isEqualTo(4);
        assertThat(latencies).hasSize(4);
    }
}
