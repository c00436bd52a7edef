package com.everyoneslecture.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final MovableClock clock = new MovableClock();
    private final LoginThrottle throttle = new LoginThrottle(clock);

    @BeforeEach
    void tryOften() {
        for (int attempt = 0; attempt < LoginThrottle.MOST_ATTEMPTS; attempt++) {
            assertThat(throttle.admits("203.0.113.9")).isTrue();
        }
    }

    @Test
    void admitsNoMoreThanTenAttemptsInAMinute() {
        assertThat(throttle.admits("203.0.113.9")).isFalse();
        clock.now = clock.now.plus(LoginThrottle.PERIOD).minus(Duration.ofMillis(1));
        assertThat(throttle.admits("203.0.113.9")).isFalse();
        clock.now = clock.now.plus(Duration.ofMillis(1));
        assertThat(throttle.admits("203.0.113.9")).isTrue();
    }

    @Test
    void admitsOtherAddresses() {
        assertThat(throttle.admits("203.0.113.10")).isTrue();
    }

    @Test
    void takesBackOnlyTheAttemptWithARightPassword() {
        throttle.succeeded("203.0.113.9");
        assertThat(throttle.admits("203.0.113.9")).isTrue();
        assertThat(throttle.admits("203.0.113.9")).isFalse();
    }

    @Test
    void countsAnIpv6NetworkAsOneAddress() {
        for (int attempt = 0; attempt < LoginThrottle.MOST_ATTEMPTS; attempt++) {
            assertThat(throttle.admits("2001:db8:1:2::" + attempt)).isTrue();
        }
        assertThat(throttle.admits("2001:db8:1:2:ffff::1")).isFalse();
        assertThat(throttle.admits("2001:db8:1:3::1")).isTrue();
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
