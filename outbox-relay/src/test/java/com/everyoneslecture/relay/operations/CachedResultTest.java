package com.everyoneslecture.relay.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedResultTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final CachedResult<Integer> kept = new CachedResult<>(Duration.ofSeconds(2), nanos::get);

    @Test
    void looksAgainOnlyAfterAWhile() {
        assertThat(kept.get(looks::incrementAndGet)).isEqualTo(1);
        nanos.addAndGet(Duration.ofMillis(1_999).toNanos());
        assertThat(kept.get(looks::incrementAndGet)).isEqualTo(1);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(kept.get(looks::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void keepsNoFailureAndNothingFromBeforeIt() {
        kept.get(looks::incrementAndGet);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThatIllegalStateException()
                .isThrownBy(() -> kept.get(() -> {
                    throw new IllegalStateException("unreachable");
                }));
        assertThat(kept.get(looks::incrementAndGet)).isEqualTo(2);
    }
}
