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
class SearchLimitTest {

    @Test
    void rejectsOneThatOthersKeepWaiting() throws Exception {
        SearchLimit searches = new SearchLimit(Duration.ofMillis(1));
        CountDownLatch looking = new CountDownLatch(SearchLimit.AT_ONCE);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService others = Executors.newFixedThreadPool(SearchLimit.AT_ONCE);
        try {
            Future<String> first = others.submit(() -> searches.run(() -> found(looking, end)));
            Future<String> second = others.submit(() -> searches.run(() -> found(looking, end)));
            assertThat(looking.await(30, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> searches.run(() -> "found"))
                    .isInstanceOfSatisfying(
                            ErrorResponseException.class,
                            refused ->
                                    assertThat(refused.getStatusCode().value()).isEqualTo(503));
            end.countDown();
            assertThat(first.get()).isEqualTo(second.get());
            assertThat(searches.run(() -> "found")).isEqualTo("found");
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void lastsNoLongerThanASearchThatFails() throws Exception {
        SearchLimit searches = new SearchLimit(Duration.ZERO);
        for (int count = 0; count <= SearchLimit.AT_ONCE; count++) {
            assertThatThrownBy(() -> searches.run(() -> {
                        throw new IllegalStateException("unreachable");
                    }))
                    .hasMessage("unreachable");
        }
        assertThat(searches.run(() -> "found")).isEqualTo("found");
    }

    private static String found(CountDownLatch looking, CountDownLatch end) throws InterruptedException {
        looking.countDown();
        end.await();
        return "found";
    }
}
