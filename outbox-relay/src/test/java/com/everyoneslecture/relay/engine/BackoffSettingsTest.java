package com.everyoneslecture.relay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffSettingsTest {

    private final BackoffSettings backoff =
            new BackoffSettings(Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(30));

    @Test
    void doublesUpToItsMaximum() {
        assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.after(4)).isEqualTo(Duration.ofMillis(1600));
        assertThat(backoff.after(5)).isEqualTo(Duration.ofSeconds(3));
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(3));
    }
}
