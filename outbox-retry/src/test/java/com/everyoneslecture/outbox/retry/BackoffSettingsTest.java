package com.everyoneslecture.outbox.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffSettingsTest {

    private final BackoffSettings backoff =
            new BackoffSettings(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "6, 3000", "7, 3000", "1000, 3000"})
    void doublesUpToTheLongestAndSpreadsOverItsUpperHalf(int attempt, long wholeMillis) {
        RandomGenerator random = new Random(attempt);
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.after(attempt, random).toMillis()).isBetween(wholeMillis / 2, wholeMillis);
        }
    }

    @Test
    void neverIsNoWaitAtAll() {
        Duration shortest = Duration.ofMillis(1);
        BackoffSettings brief = new BackoffSettings(shortest, shortest, Duration.ofSeconds(1));
        assertThat(brief.after(1, new Random(1))).isEqualTo(shortest);
    }
}
