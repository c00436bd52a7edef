package com.everyoneslecture.relay.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

    private final OneAtATime work = new OneAtATime("verification");

    @Test
    void refusesASecondAndTakesTheNext() throws Exception {
        work.run(() -> {
            assertThatThrownBy(() -> work.run(() -> "second"))
                    .isInstanceOf(RequestRejectedException.class)
                    .hasMessage("A verification is running; try again when it has ended.");
            return "first";
        });

        assertThat(work.run(() -> "next")).isEqualTo("next");
    }

    @Test
    void takesTheNextAfterAFailure() throws Exception {
        assertThatThrownBy(() -> work.run(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");

        assertThat(work.run(() -> "next")).isEqualTo("next");
    }

    @Test
    void endsWhatIsUnderWayWhenItStopsAndTakesNoMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                result.complete(work.run(() -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return "done";
                }));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
            interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
        });
        worker.start();
        begun.await();

        work.stop();

        assertThatThrownBy(() -> result.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(interruptedAfterwards.get(1, TimeUnit.MINUTES)).isFalse();
        assertThatThrownBy(() -> work.run(() -> "late")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void leavesAThreadThatHasEndedAlone() throws Exception {
        work.run(() -> "done");

        work.stop();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
