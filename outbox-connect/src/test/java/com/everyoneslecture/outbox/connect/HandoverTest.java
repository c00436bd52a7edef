package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandoverTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final RecordMetadata SENT = new RecordMetadata(new TopicPartition("topic", 0), 7, 0, 0, 1, 1);

    private final Handover handover = new Handover();

    @Test
    void returnsFromACommitOnlyWhenTheWorkerHasCommitted() throws Exception {
        CompletableFuture<Void> commit = commit(transaction());
        List<SourceRecord> records = poll();
        assertThat(commit).isNotDone();

        records.forEach(record -> ((PendingRecord) record).sent(SENT));
        assertThat(commit).isNotDone();
        assertThat(handover.committed()).isTrue();

        commit.get();
        assertThat(handover.poll(Duration.ZERO)).isNull();
    }

    @Test
    void takesACommitOfTheWorkerForNothingWhereItHasTakenNothing() throws Exception {
        CompletableFuture<Void> commit = commit(transaction());
        Awaitility.await().until(() -> !commit.isDone());

        assertThat(handover.committed()).isTrue();
        assertThat(poll()).isNotEmpty();
        assertThat(commit).isNotDone();
    }

    @Test
    void failsATransactionOfWhichTheWorkerHasDroppedARecord() throws Exception {
        CompletableFuture<Void> commit = commit(transaction());
        ((PendingRecord) poll().get(0)).sent(null);

        assertThat(handover.committed()).isFalse();
        assertThatThrownBy(commit::get).hasCauseInstanceOf(KafkaException.class);
    }

    @Test
    void failsWhatWaitsWhereTheWorkerEndsTheTask() throws Exception {
        CompletableFuture<Void> underWay = commit(transaction());
        poll();
        CompletableFuture<Void> next = commit(transaction());
        handover.close();

        assertThatThrownBy(underWay::get).hasCauseInstanceOf(KafkaException.class);
        assertThatThrownBy(next::get).hasCauseInstanceOf(KafkaException.class);
        assertThatThrownBy(() -> handover.commit(transaction())).isInstanceOf(KafkaException.class);
        assertThat(handover.poll(LONG)).as("at once").isNull();
    }

    /**
     * A session has stopped waiting while the worker still sends: the next session must not read the ledger before the commit.
     */
    @Test
    void offersNothingBeforeTheWorkerHasCommittedWhatItHasTaken() throws Exception {
        WorkerTransaction transaction = transaction();
        Thread session = new Thread(
                () -> assertThatThrownBy(() -> handover.commit(transaction)).isInstanceOf(InterruptedException.class));
        session.start();
        List<SourceRecord> records = poll();
        session.interrupt();
        session.join();
        handover.abandon(transaction);

        CompletableFuture<Void> next = commit(transaction());
        assertThat(handover.poll(Duration.ofMillis(200)))
                .as("before that is decided")
                .isNull();
        records.forEach(record -> ((PendingRecord) record).sent(SENT));
        handover.committed();
        poll().forEach(record -> ((PendingRecord) record).sent(SENT));
        handover.committed();
        next.get();
    }

    @Test
    void takesBackWhatNoWorkerHasTaken() throws Exception {
        WorkerTransaction abandoned = transaction();
        CompletableFuture<Void> commit = commit(abandoned);
        Awaitility.await().until(() -> {
            handover.abandon(abandoned);
            return commit.isDone();
        });

        assertThatThrownBy(commit::get).isInstanceOf(ExecutionException.class);
        assertThat(handover.poll(Duration.ZERO)).isNull();
    }

    private List<SourceRecord> poll() throws InterruptedException {
        return Objects.requireNonNull(handover.poll(LONG));
    }

    private CompletableFuture<Void> commit(WorkerTransaction transaction) {
        return async(() -> handover.commit(transaction));
    }

    private static WorkerTransaction transaction() {
        return new WorkerTransaction(List.of(new PendingRecord(
                Map.of(), Map.of(), new ProducerRecord<>("topic", new byte[0]), (metadata, failure) -> {})));
    }

    private static CompletableFuture<Void> async(Step step) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
