package com.everyoneslecture.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final MockProducer<byte[], byte[]> first = producer();
    private final MockProducer<byte[], byte[]> second = producer();
    private final Transactions transactions = Transactions.of(
            List.of("first", "second"),
            id -> id.equals("first") ? first : second,
            new ProducerRecord<>("ledger", 0, new byte[0], new byte[0]),
            nanos::get);

    @Test
    void tellATransactionThatTookTooLongFromATakeOver() {
        assertThatThrownBy(() -> transactions.run(transaction -> fencedAfter(Duration.ofSeconds(16), first)))
                .isInstanceOf(TransactionExpiredException.class)
                .hasMessageContaining("took longer than 15 s")
                .hasCauseInstanceOf(ProducerFencedException.class);
        assertThat(second.transactionAborted()).isTrue();
        assertThat(second.history()).isEmpty();
    }

    @Test
    void areFencedWhereAnotherRelayHasTakenOverMeanwhile() {
        assertThatThrownBy(() -> transactions.run(transaction -> {
                    fencedAfter(Duration.ofSeconds(60), first);
                    second.fenceProducer();
                }))
                .isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void areFencedWhereTheTransactionWasYoung() {
        assertThatThrownBy(() -> transactions.run(transaction -> fencedAfter(Duration.ofSeconds(14), first)))
                .isInstanceOf(ProducerFencedException.class);
        assertThat(second.transactionAborted()).isFalse();
    }

    @Test
    void doNotGoOnWithTheOtherIdWhileTheOutcomeOfOneIsUnknown() throws Exception {
        first.commitTransactionException = new TimeoutException("no answer within 8 s");
        assertThatThrownBy(() -> transactions.run(transaction -> {})).isInstanceOf(TimeoutException.class);

        assertThatThrownBy(() -> transactions.run(transaction -> {}))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no answer within 8 s");
        assertThatThrownBy(() -> transactions.append(List.of(), offset -> {})).isInstanceOf(TimeoutException.class);
        assertThat(second.transactionInFlight()).isFalse();
        assertThat(second.commitCount()).isZero();
    }

    /** Otherwise each transaction would wait for the markers of the one before. */
    @Test
    void takeTurnsBetweenTheIds() throws Exception {
        transactions.run(transaction -> {});
        assertThat(List.of(first.commitCount(), second.commitCount())).containsExactly(1L, 0L);
        transactions.run(transaction -> {});
        assertThat(List.of(first.commitCount(), second.commitCount())).containsExactly(1L, 1L);
        transactions.run(transaction -> {});
        assertThat(List.of(first.commitCount(), second.commitCount())).containsExactly(2L, 1L);
    }

    @Test
    void abortWhatHangsInItsPartitionsByTheProducerOfItsId() {
        transactions.abort("second", List.of(new TopicPartition("events", 3), new TopicPartition("ledger", 0)));
        assertThat(second.transactionAborted()).isTrue();
        assertThat(second.history()).isEmpty();
        assertThat(first.transactionAborted()).isFalse();
    }

    private void fencedAfter(Duration time, MockProducer<byte[], byte[]> producer) {
        nanos.addAndGet(time.toNanos());
        producer.fenceProducer();
    }

    private static MockProducer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
