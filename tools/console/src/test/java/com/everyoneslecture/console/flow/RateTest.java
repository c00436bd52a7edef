package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {

    private final Rate rate = new Rate();

    @Test
    void knowsNothingUntilItHasSeenTwo() {
        assertThat(rate.perSecond(10L, 0)).isNull();
        assertThat(rate.perSecond(30L, 2_000_000_000L)).isEqualTo(10);
    }

    @Test
    void hasNoValueIfTheCountBeganAnewOrWasMissing() {
        rate.perSecond(10L, 0);
        assertThat(rate.perSecond(3L, 1_000_000_000L)).isNull();
        assertThat(rate.perSecond((Long) null, 2_000_000_000L)).isNull();
        assertThat(rate.perSecond(9L, 3_000_000_000L)).isNull();
        assertThat(rate.perSecond(9L, 4_000_000_000L)).isZero();
    }

    @Test
    void levelsWhatIsCountedLate() {
        Rate levelled = new Rate(Duration.ofSeconds(4));
        assertThat(levelled.perSecond(0L, 0)).isNull();
        assertThat(levelled.perSecond(5L, 2_000_000_000L)).isEqualTo(2.5);
        assertThat(levelled.perSecond(20L, 4_000_000_000L)).isEqualTo(5);
        assertThat(levelled.perSecond(25L, 6_000_000_000L)).as("since 2 s").isEqualTo(5);
        assertThat(levelled.perSecond(25L, 8_000_000_000L)).as("since 4 s").isEqualTo(1.25);
        assertThat(levelled.perSecond(3L, 10_000_000_000L)).isNull();
    }
}
