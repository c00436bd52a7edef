package com.everyoneslecture.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningRelayTest {

    @Test
    void countsEventsThatDidNotComeFromTheSlot() {
        assertThat(RunningRelay.eventsFromTheTable("""
                # HELP relay_events_missed_total Events that the log should have delivered
                # TYPE relay_events_missed_total counter
                relay_events_missed_total{cause="publication"} 2.0
                relay_events_missed_total{cause="unknown"} 1.0
                relay_events_published_total 1003.0
                # TYPE relay_events_recovered_total counter
                relay_events_recovered_total 1000.0
                """)).isEqualTo(1003);
    }

    @Test
    void countsNoneOfARelayThatHasNoSuchMetrics() {
        assertThat(RunningRelay.eventsFromTheTable("relay_events_published_total 1000.0\n"))
                .isZero();
    }
}
