package com.everyoneslecture.benchmarks.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventsTest {

    private final Events events = new Events();

    @Test
    void countWhatIsMissingAndWhatCameTwice() {
        for (int event = 0; event < 4; event++) {
            events.committed(event);
        }
        events.arrived(0);
        events.arrived(2);
        events.arrived(2);
        events.arrived(3);

        assertThat(events.next()).isEqualTo(4);
        assertThat(events.missing()).isEqualTo(1);
        assertThat(events.doubled()).isEqualTo(1);
    }

    @Test
    void tellTheLongestTimeWithoutARecord() throws Exception {
        events.arrived(0);
        events.forgetSilence();
        long beganNanos = System.nanoTime();
        while (System.nanoTime() - beganNanos < 2_000_000) {
            Thread.onSpinWait();
        }
        events.arrived(1);
        events.arrived(2);

        assertThat(events.awaitEndOfSilence()).isGreaterThanOrEqualTo(2_000_000);
    }
}
