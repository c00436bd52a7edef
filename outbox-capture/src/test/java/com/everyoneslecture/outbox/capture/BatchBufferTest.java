package com.everyoneslecture.outbox.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.testservices.OutboxEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchBufferTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final OutboxEvent event = OutboxEvents.categoryChanged(null);
    private final BatchBuffer buffer = new BatchBuffer(3, 1_000);

    @Test
    void givesAllThatIsThereAtOnceAndTheEndOfTheLastWholeTransaction() throws InterruptedException {
        assertThat(buffer.add(List.of(event), 10, 100, AT_ONCE)).isTrue();
        assertThat(buffer.add(List.of(event), 10, 200, AT_ONCE)).isTrue();
        assertThat(buffer.add(List.of(event), 10, 0, AT_ONCE)).isTrue();

        assertThat(buffer.take(AT_ONCE)).isEqualTo(new CapturedBatch(List.of(event, event, event), 200));
        assertThat(buffer.take(AT_ONCE)).isNull();
    }

    @Test
    void givesTheEndOfALargeTransactionAlsoWithoutEvents() throws InterruptedException {
        buffer.add(List.of(event), 10, 0, AT_ONCE);
        assertThat(buffer.take(AT_ONCE)).isEqualTo(new CapturedBatch(List.of(event), 0));

        buffer.add(List.of(), 0, 300, AT_ONCE);

        assertThat(buffer.take(AT_ONCE)).isEqualTo(new CapturedBatch(List.of(), 300));
    }

    @Test
    void isBoundedInEvents() throws InterruptedException {
        assertThat(buffer.add(List.of(event, event), 10, 0, AT_ONCE)).isTrue();
        assertThat(buffer.add(List.of(event, event), 10, 0, AT_ONCE)).isFalse();
        assertThat(buffer.add(List.of(event), 10, 0, AT_ONCE)).isTrue();
    }

    @Test
    void isBoundedInBytesButTakesWhateverItIsIfEmpty() throws InterruptedException {
        assertThat(buffer.add(List.of(event), 5_000, 0, AT_ONCE)).isTrue();
        assertThat(buffer.add(List.of(event), 1, 0, AT_ONCE)).isFalse();
        buffer.take(AT_ONCE);
        assertThat(buffer.add(List.of(event), 1, 0, AT_ONCE)).isTrue();
    }

    @Test
    void letsTheReaderGoOnAsSoonAsThereIsRoom() throws Exception {
        buffer.add(List.of(event, event, event), 10, 100, AT_ONCE);
        CompletableFuture<Boolean> added = CompletableFuture.supplyAsync(() -> {
            try {
                return buffer.add(List.of(event), 10, 200, Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        buffer.take(AT_ONCE);

        assertThat(added.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(buffer.take(AT_ONCE)).isEqualTo(new CapturedBatch(List.of(event), 200));
    }

    @Test
    void tellsOfAFailureAfterWhatCameBeforeIt() throws InterruptedException {
        SQLException cause = new SQLException("unreachable", "08006");
        buffer.add(List.of(event), 10, 100, AT_ONCE);
        buffer.fail(cause);

        assertThat(buffer.take(AT_ONCE)).isNotNull();
        assertThatExceptionOfType(CaptureFailedException.class)
                .isThrownBy(() -> buffer.take(Duration.ofMinutes(1)))
                .withCause(cause);
    }
}
