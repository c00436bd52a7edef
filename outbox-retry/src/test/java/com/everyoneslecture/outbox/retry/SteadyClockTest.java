package com.everyoneslecture.outbox.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final AtomicReference<Instant> machine = new AtomicReference<>(NOON);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final SteadyClock clock = SteadyClock.begin(source().withZone(ZoneOffset.UTC), nanos::get);

    private InstantSource source() {
        return machine::get;
    }

    @Test
    void countsWhatHasElapsedAlsoWhereTheMachinesClockIsSetBack() {
        machine.set(NOON.minus(Duration.ofHours(1)));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void keepsItsTimeInAnotherZone() {
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        Clock seoul = clock.withZone(ZoneId.of("Asia/Seoul"));

        assertThat(seoul.instant()).isEqualTo(NOON.plusSeconds(5));
        assertThat(seoul.getZone()).isEqualTo(ZoneId.of("Asia/Seoul"));
    }
}
