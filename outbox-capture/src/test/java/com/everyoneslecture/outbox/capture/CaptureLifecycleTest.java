package com.everyoneslecture.outbox.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CaptureLifecycleTest {

    private final CaptureLifecycle life = new CaptureLifecycle();
    private final AtomicBoolean handed = new AtomicBoolean();

    @Test
    void handsABatchOver() throws Exception {
        assertThat(life.hand(() -> handed.set(true))).isTrue();
        assertThat(handed).isTrue();
        assertThat(life.ended().toCompletableFuture()).isNotDone();
    }

    @Test
    void handsNothingOverOnceItIsClosed() throws Exception {
        life.close(patience -> life.end(null));
        assertThat(life.hand(() -> handed.set(true))).isFalse();
        assertThat(handed).isFalse();
    }

    @Test
    void stopsTheReaderAfterTheBatchInHand() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<Boolean> batch = CompletableFuture.supplyAsync(() -> {
            try {
                return life.hand(() -> {
                    inHand.countDown();
                    finish.await();
                    handed.set(true);
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(inHand.await(60, TimeUnit.SECONDS)).isTrue();
        finish.countDown();
        life.close(patience -> {
            assertThat(handed).isTrue();
            life.end(null);
        });
        assertThat(batch.get(60, TimeUnit.SECONDS)).isTrue();
    }

    /** The caller returns even if a batch and the end of the capture never come. */
    @Test
    void returnsThoughTheBatchInHandDoesNotEnd() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<Void> batch = CompletableFuture.runAsync(() -> {
            try {
                life.hand(() -> {
                    inHand.countDown();
                    finish.await();
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(inHand.await(60, TimeUnit.SECONDS)).isTrue();
        life.close(patience -> {});
        assertThat(life.closed()).isTrue();
        assertThat(batch).isNotDone();
        finish.countDown();
        batch.get(60, TimeUnit.SECONDS);
        assertThat(life.hand(() -> handed.set(true))).isFalse();
    }

    @Test
    void endsWithTheCause() {
        IllegalStateException cause = new IllegalStateException("the connection is lost");
        life.end(cause);
        assertThatThrownBy(() -> life.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCause(cause);
    }

    @Test
    void endsNormallyWhereItIsClosed() {
        life.close(patience -> life.end(new IllegalStateException("the connection is closed")));
        assertThat(life.ended().toCompletableFuture()).isCompleted();
    }
}
