package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import java.net.ConnectException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundRequestTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch answer = new CountDownLatch(0);
    private volatile boolean refused;
    private final BackgroundRequest<String> request = new BackgroundRequest<>(this::ask, threads);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aLateAnswerIsNoFailureBeforeAWholeRequest() throws InterruptedException {
        answer = new CountDownLatch(1);
        request.begin();
        assertThat(request.answerUntil(System.nanoTime()).pending()).isTrue();

        answer.countDown();
        assertThat(request.answerUntil(soon())).isEqualTo(new Answer<>("well", null));

        answer = new CountDownLatch(1);
        request.begin();
        assertThat(request.answerUntil(System.nanoTime()).pending())
                .as("late after an answer")
                .isTrue();
    }

    @Test
    void aRequestThatRunsForTooLongHasFailed() throws InterruptedException {
        request.begin();
        request.answerUntil(soon());
        answer = new CountDownLatch(1);
        request.begin();

        assertThat(request.answerUntil(System.nanoTime() + BackgroundRequest.WHOLE.toNanos()))
                .isEqualTo(Answer.failed("does not answer"));
    }

    @Test
    void aFailureHoldsUntilTheNextAnswer() throws InterruptedException {
        refused = true;
        request.begin();
        assertThat(request.answerUntil(soon())).isEqualTo(Answer.failed("connection refused"));

        answer = new CountDownLatch(1);
        refused = false;
        request.begin();
        assertThat(request.answerUntil(System.nanoTime())).isEqualTo(Answer.failed("connection refused"));
        answer.countDown();
        assertThat(request.answerUntil(soon()).value()).isEqualTo("well");
    }

    @Test
    void afterARestTheFirstRequestIsTheFirstAgainAndAnOldAnswerCountsNothing() throws InterruptedException {
        refused = true;
        request.begin();
        request.answerUntil(soon());
        CountDownLatch old = new CountDownLatch(1);
        answer = old;
        request.begin();

        request.forget();
        request.begin();
        assertThat(request.answerUntil(System.nanoTime()).pending()).isTrue();
        old.countDown();
        assertThat(request.answerUntil(soon()).pending())
                .as("of before the rest")
                .isTrue();

        refused = false;
        request.begin();
        assertThat(request.answerUntil(soon()).value()).isEqualTo("well");
    }

    private String ask() throws Exception {
        answer.await();
        if (refused) {
            throw new ConnectException();
        }
        return "well";
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    }
}
