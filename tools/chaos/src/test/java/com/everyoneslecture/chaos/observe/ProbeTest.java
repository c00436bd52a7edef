package com.everyoneslecture.chaos.observe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProbeTest {

    @Test
    void isNoJudgementOfTheSystemWhereThisProgramFails() {
        AtomicInteger asked = new AtomicInteger();
        Probe<Integer> probe = new Probe<>("group", Duration.ZERO, () -> {
            asked.incrementAndGet();
            throw new NoClassDefFoundError("a test");
        });
        probe.check();
        probe.start();
        await().untilAsserted(() -> assertThatThrownBy(probe::check)
                .isInstanceOf(NoJudgementException.class)
                .hasMessage("probe-group has ended: java.lang.NoClassDefFoundError: a test"));
        probe.close();
    }
}
