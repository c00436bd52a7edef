package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTextTest {

    @Test
    void sumsOverLabelsAndLeavesOutWhatIsNoNumber() {
        MetricsText metrics = MetricsText.parse("""
                # HELP relay_events_published_total Events
                # TYPE relay_events_published_total counter
                relay_events_published_total 1.2E3
                relay_events_dead_lettered_total{reason="too-large"} 2.0
                relay_events_dead_lettered_total{reason="a } brace"} 3.0
                relay_latency_seconds_bucket{le="+Inf"} 7 1395066363000
                nonsense
                broken x
                """);

        assertThat(metrics.count("relay_events_published_total")).isEqualTo(1_200);
        assertThat(metrics.count("relay_events_dead_lettered_total")).isEqualTo(5);
        assertThat(metrics.sum("relay_latency_seconds_bucket")).isEqualTo(7.0);
        assertThat(metrics.sum("broken")).isNull();
        assertThat(metrics.count("unknown")).isNull();
    }
}
