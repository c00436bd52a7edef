package com.everyoneslecture.outbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void returnsTheAnswer() throws InterruptedException {
        assertThat(Answers.await(CompletableFuture.completedFuture("answer"), LONG))
                .isEqualTo("answer");
    }

    @Test
    void throwsTheRefusalItself() {
        KafkaException refusal = new TopicAuthorizationException("not yours");

        assertThatThrownBy(() -> Answers.await(CompletableFuture.failedFuture(refusal), LONG))
                .isSameAs(refusal);
    }

    @Test
    void keepsWhateverElseWentWrongAsTheCause() {
        Exception failure = new IllegalStateException("broken");

        assertThatThrownBy(() -> Answers.await(CompletableFuture.failedFuture(failure), LONG))
                .isInstanceOf(KafkaException.class)
                .hasCause(failure);
    }

    @Test
    void endsWhereNoAnswerComes() {
        assertThatThrownBy(() -> Answers.await(new CompletableFuture<>(), Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("the brokers did not answer within 1 ms");
    }

    @Test
    void leavesTheThreadInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Answers.of(new CompletableFuture<>(), LONG)).isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
