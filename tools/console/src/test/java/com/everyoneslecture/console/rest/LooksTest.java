package com.everyoneslecture.console.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.ErrorResponseException;

@Timeout(60)
class LooksTest {

    @Test
    void rejectsOneThatOthersKeepWaiting() throws Exception {
        Looks looks = new Looks(Duration.ofMillis(1));
        CountDownLatch looking = new CountDownLatch(Looks.AT_ONCE);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService others = Executors.newFixedThreadPool(Looks.AT_ONCE);
        try {
            Future<String> first = others.submit(() -> looks.look(() -> found(looking, end)));
            Future<String> second = others.submit(() -> looks.look(() -> found(looking, end)));
            assertThat(looking.await(30, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> looks.look(() -> "found"))
                    .isInstanceOfSatisfying(
                            ErrorResponseException.class,
                            refused ->
                                    assertThat(refused.getStatusCode().value()).isEqualTo(503));
            end.countDown();
            assertThat(first.get()).isEqualTo(second.get());
            assertThat(looks.look(() -> "found")).isEqualTo("found");
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void lastsNoLongerThanASearchThatFails() throws Exception {
        Looks looks = new Looks(Duration.ZERO);
        for (int count = 0; count <= Looks.AT_ONCE; count++) {
            assertThatThrownBy(() -> looks.look(() -> {
                        throw new IllegalStateException("away");
                    }))
                    .hasMessage("away");
        }
        assertThat(looks.look(() -> "found")).isEqualTo("found");
    }

    private static String found(CountDownLatch looking, CountDownLatch end) throws InterruptedException {
        looking.countDown();
        end.await();
        return "found";
    }
}
