package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCheckTest {

    private static final long NOW = 1_000_000;
    private static final TopicLimits ANY = new TopicLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, true, true);

    @Test
    void admitsWhatTheTopicAdmits() throws Exception {
        ProducerRecord<byte[], byte[]> record = record(NOW, 100);

        assertThat(refusal(ANY, record)).isNull();
        assertThat(refusal(new TopicLimits(RecordSize.alone(record), 0, 0, true, true), record))
                .isNull();
        assertThat(refusal(new TopicLimits(Long.MAX_VALUE, 0, 0, true, true), record(null, 1)))
                .as("the producer's own time")
                .isNull();
        assertThat(refusal(new TopicLimits(Long.MAX_VALUE, 0, 0, false, true), record(1L, 1)))
                .as("the broker's own time")
                .isNull();
    }

    @Test
    void refusesWhatIsTooLargeForTheTopicOrTheProducer() throws Exception {
        ProducerRecord<byte[], byte[]> record = record(NOW, 100);

        assertThat(refusal(new TopicLimits(RecordSize.alone(record) - 1, 0, 0, true, true), record))
                .isInstanceOf(RecordTooLargeException.class);
        assertThat(refusal(ANY, record(NOW, 3_000))).isInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void refusesATimeThatTheTopicDoesNotAdmit() throws Exception {
        TopicLimits minute = new TopicLimits(Long.MAX_VALUE, 60_000, 60_000, true, true);

        assertThat(refusal(minute, record(NOW - 60_000, 1))).isNull();
        assertThat(refusal(minute, record(NOW - 60_001, 1))).isInstanceOf(InvalidTimestampException.class);
        assertThat(refusal(minute, record(NOW + 60_000, 1))).isNull();
        assertThat(refusal(minute, record(NOW + 60_001, 1))).isInstanceOf(InvalidTimestampException.class);
    }

    /** The exception names the topic, so that the topic is rejected as a whole and not its events one by one. */
    @Test
    void refusesATopicThatMayNotBeWrittenToOrDescribed() throws Exception {
        TopicLimits unwritable = new TopicLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, true, false);
        assertThat(refusal(unwritable, record(NOW, 1)))
                .asInstanceOf(type(TopicAuthorizationException.class))
                .extracting(TopicAuthorizationException::unauthorizedTopics)
                .isEqualTo(Set.of("topic"));

        TopicAuthorizationException denied = new TopicAuthorizationException(Set.of("topic"));
        assertThat(check(topic -> {
                            throw denied;
                        })
                        .refusal(record(NOW, 1)))
                .isSameAs(denied);
    }

    @Test
    void doesNotDecideWithoutTheBrokers() {
        RecordCheck silent = check(topic -> {
            throw new TimeoutException("no answer");
        });

        assertThatThrownBy(() -> silent.refusal(record(NOW, 1))).isInstanceOf(TimeoutException.class);
    }

    private static @Nullable KafkaException refusal(TopicLimits limits, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        return check(topic -> limits).refusal(record);
    }

    private static RecordCheck check(RecordCheck.Topics topics) {
        return new RecordCheck(topics, 2_000, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
    }

    private static ProducerRecord<byte[], byte[]> record(@Nullable Long timestamp, int bytes) {
        return new ProducerRecord<>("topic", 0, timestamp, new byte[0], new byte[bytes]);
    }
}
