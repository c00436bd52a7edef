package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

    private final Rate rate = new Rate();

    @Test
    void knowsNothingUntilItHasSeenTwo() {
        assertThat(rate.perSecond(10L, 0)).isNull();
        assertThat(rate.perSecond(30L, 2_000_000_000L)).isEqualTo(10);
    }

    @Test
    void knowsNothingWhereTheCountBeganAnewOrWasAway() {
        rate.perSecond(10L, 0);
        assertThat(rate.perSecond(3L, 1_000_000_000L)).isNull();
        assertThat(rate.perSecond((Long) null, 2_000_000_000L)).isNull();
        assertThat(rate.perSecond(9L, 3_000_000_000L)).isNull();
        assertThat(rate.perSecond(9L, 4_000_000_000L)).isZero();
    }
}
