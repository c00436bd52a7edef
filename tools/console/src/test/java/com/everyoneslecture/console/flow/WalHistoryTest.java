package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WalHistoryTest {

    private final WalHistory history = new WalHistory();

    @Test
    void tellsForHowLongTheLogHasBeenPastAPosition() {
        history.add(seconds(0), 1_000);
        history.add(seconds(1), 2_000);
        history.add(seconds(2), 3_000);

        assertThat(history.secondsBehind(seconds(4), 3_000)).isZero();
        assertThat(history.secondsBehind(seconds(4), 2_000)).isEqualTo(2);
        assertThat(history.secondsBehind(seconds(4), 1_500)).isEqualTo(3);
    }

    @Test
    void tellsHowLongTheRoomLastsAtTheRateOfTheLastMinute() {
        history.add(seconds(0), 0);
        history.add(seconds(100), 1_000_000);
        assertThat(history.secondsUntil(seconds(100), 5_000)).isNull();
        history.add(seconds(110), 1_001_000);

        assertThat(history.secondsUntil(seconds(110), 5_000)).isEqualTo(50);
    }

    @Test
    void beginsAnewWhereTheLogIsThatOfAnotherServer() {
        history.add(seconds(0), 5_000);
        history.add(seconds(1), 1_000);

        assertThat(history.secondsBehind(seconds(2), 900)).isEqualTo(1);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
