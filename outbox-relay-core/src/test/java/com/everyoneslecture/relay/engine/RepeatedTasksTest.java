package com.everyoneslecture.relay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RepeatedTasksTest {

    @Test
    void runATaskAgainThoughItHasFailed() throws Exception {
        CountDownLatch runs = new CountDownLatch(3);
        try (RepeatedTasks tasks = new RepeatedTasks()) {
            tasks.repeat(
                    () -> {
                        runs.countDown();
                        throw new IllegalStateException("broken");
                    },
                    Duration.ofMillis(1));

            assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void runOneWhileAnotherWaits() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(1);
        try (RepeatedTasks tasks = new RepeatedTasks()) {
            tasks.repeat(() -> await(waiting), Duration.ofMillis(1));
            tasks.repeat(ran::countDown, Duration.ofMillis(1));

            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
