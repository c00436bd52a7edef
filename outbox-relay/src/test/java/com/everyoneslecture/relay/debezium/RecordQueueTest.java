package com.everyoneslecture.relay.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.pipeline.DataChangeEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecordQueueTest {

    private final RecordQueue queue = new RecordQueue();

    @Test
    void givesRecordsInTheirOrder() {
        DataChangeEvent first = record();
        DataChangeEvent second = record();
        queue.enqueue(first);
        queue.enqueue(second);
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void awaitsARecord() throws Exception {
        CompletableFuture<Void> awaited = CompletableFuture.runAsync(() -> await(Duration.ofHours(1)));
        queue.enqueue(record());
        awaited.get(60, TimeUnit.SECONDS);
    }

    @Test
    void awaitsNothingWhereThereIsOne() {
        queue.enqueue(record());
        await(Duration.ofHours(1));
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void returnsWithoutOneInTheEnd() {
        await(Duration.ofMillis(1));
        assertThat(queue.size()).isZero();
    }

    private void await(Duration patience) {
        try {
            queue.awaitRecord(patience);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataChangeEvent record() {
        return new DataChangeEvent(new SourceRecord(Map.of(), Map.of(), "topic", null, null));
    }
}
