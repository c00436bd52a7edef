package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void isUnknownWithoutEvents() {
        assertThat(Latency.of(List.of())).isNull();
    }

    @Test
    void isThatOfTheOnlyEvent() {
        assertThat(Latency.of(List.of(7.0))).isEqualTo(new Latency(7, 7));
    }

    @Test
    void isTheSlowestOneOfFewEvents() {
        assertThat(Latency.of(List.of(900.0, 2.0, 1.0, 3.0))).isEqualTo(new Latency(2, 900));
    }

    @Test
    void leavesOutTheSlowestHundredth() {
        List<Double> millis =
                DoubleStream.iterate(200, one -> one - 1).limit(200).boxed().toList();

        assertThat(Latency.of(millis)).isEqualTo(new Latency(100, 198));
    }
}
