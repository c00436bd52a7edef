package com.everyoneslecture.outbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class CommittedRecordsTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private static final SizeCheck FITS = (partition, position) -> {};

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Long> offsets = new ArrayList<>();
    private SizeCheck sizes = FITS;

    @Test
    void handsOverWhatLiesBetweenTwoOffsets() {
        holds(3, 4, 5, 6, 7);

        assertThat(read(4, 6, LONG)).isEqualTo(6);
        assertThat(offsets).containsExactly(4L, 5L);
    }

    @Test
    void readsNothingWhereTheEndIsReached() {
        assertThat(read(4, 4, LONG)).isEqualTo(4);
    }

    @Test
    void endsWhereAnOpenTransactionHoldsItBack() {
        holds(0, 1);

        assertThat(read(0, 5, SHORT)).isEqualTo(2);
        assertThat(offsets).containsExactly(0L, 1L);
    }

    @Test
    void endsWithWhatTheSinkThrows() {
        holds(0);

        assertThatThrownBy(() -> new CommittedRecords(consumer, FITS, LONG, LONG).read(PARTITION, 0, 1, record -> {
                    throw new IOException("full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    void endsWhereTheThreadIsInterrupted() {
        consumer.schedulePollTask(() -> Thread.currentThread().interrupt());

        assertThatThrownBy(() -> read(0, 1, LONG)).isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A poll allocates the memory without a check. */
    @Test
    void pollsNothingThatDoesNotFit() {
        holds(0, 1);
        consumer.schedulePollTask(() -> fail("polled what does not fit"));
        sizes = (partition, position) -> {
            if (position == 2) {
                throw new OversizedRecordsException(partition, 2, 2, 300, 100);
            }
        };

        assertThatThrownBy(() -> read(0, 5, LONG)).isInstanceOf(OversizedRecordsException.class);
        assertThat(offsets).containsExactly(0L, 1L);
    }

    @Test
    void readsAllThereIs() {
        holds(3, 4);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 3L));
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));

        long end = new CommittedRecords(consumer, FITS, LONG, LONG)
                .readAll(PARTITION, 0, record -> offsets.add(record.offset()));

        assertThat(end).isEqualTo(5);
        assertThat(offsets).containsExactly(3L, 4L);
    }

    /** The records are added in a poll, because the partition must be assigned first. */
    private void holds(long... held) {
        consumer.schedulePollTask(() -> {
            for (long offset : held) {
                consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, new byte[0], new byte[0]));
            }
        });
    }

    private long read(long from, long end, Duration stall) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        return new CommittedRecords(consumer, sizes, LONG, stall)
                .read(PARTITION, from, end, record -> offsets.add(record.offset()));
    }
}
