package com.everyoneslecture.relay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StreamWatchTest {

    private static final OptionalLong DELIVERING = OptionalLong.empty();

    private long nanos;
    private final StreamWatch watch = new StreamWatch(() -> nanos);

    @Test
    void losesAStreamThatIsAbsentAtTwoProbesForItsPatience() {
        assertThat(watch.isLost(false, OptionalLong.of(3))).isFalse();
        pass(StreamWatch.PATIENCE);
        assertThat(watch.isLost(false, OptionalLong.of(3))).isTrue();
    }

    @Test
    void losesNoStreamAtTheFirstProbeHoweverLateItIs() {
        pass(StreamWatch.PATIENCE.multipliedBy(10));
        assertThat(watch.isLost(false, OptionalLong.of(0))).isFalse();
    }

    @Test
    void letsTheCaptureReportItsOwnEndFirst() {
        watch.isLost(false, OptionalLong.of(3));
        pass(StreamWatch.PATIENCE.minusNanos(1));
        assertThat(watch.isLost(false, OptionalLong.of(3))).isFalse();
    }

    @Test
    void losesNoStreamThatWasThereInBetween() {
        watch.isLost(false, OptionalLong.of(3));
        pass(StreamWatch.PATIENCE);
        assertThat(watch.isLost(true, OptionalLong.of(3))).isFalse();
        assertThat(watch.isLost(false, OptionalLong.of(3))).isFalse();
    }

    @Test
    void waitsWhileEventsThatWereReadAheadAreDelivered() {
        watch.isLost(false, OptionalLong.of(3));
        pass(StreamWatch.PATIENCE);
        assertThat(watch.isLost(false, DELIVERING)).isFalse();
        pass(StreamWatch.PATIENCE);
        assertThat(watch.isLost(false, OptionalLong.of(4))).isFalse();
        pass(StreamWatch.PATIENCE);
        assertThat(watch.isLost(false, OptionalLong.of(5))).isFalse();
        pass(StreamWatch.PATIENCE);
        assertThat(watch.isLost(false, OptionalLong.of(5))).isTrue();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
