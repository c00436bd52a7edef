package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLetterTopicTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private boolean acknowledging = true;
    private long nanos;
    private long nanosPerSend;

    @Test
    void writesEachLetterOnce() {
        try (DeadLetterTopic letters = letters(LONG)) {
            letters.write(letters(1, 2));
            letters.write(letters(3));

            assertThat(producers)
                    .singleElement()
                    .satisfies(producer -> assertThat(offsets(producer)).containsExactly("1", "2", "3"));
        }
    }

    @Test
    void waitsNoLongerThanItsPatienceAndSendsNothingAgainWhenItIsCalledAgain() {
        acknowledging = false;
        List<DeadLetter> letters = letters(1, 2);
        try (DeadLetterTopic topic = letters(SHORT)) {
            assertThatThrownBy(() -> topic.write(letters))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("has not acknowledged all of 2 records");
            MockProducer<byte[], byte[]> producer = producers.get(0);
            assertThat(producer.completeNext()).isTrue();
            assertThatThrownBy(() -> topic.write(letters)).isInstanceOf(TimeoutException.class);
            assertThat(producer.completeNext()).isTrue();

            topic.write(letters);

            assertThat(producers).hasSize(1);
            assertThat(offsets(producer)).containsExactly("1", "2");
        }
    }

    @Test
    void sendsNothingOnceItsPatienceHasEndedAndTheRestWhenItIsCalledAgain() {
        nanosPerSend = LONG.toNanos();
        List<DeadLetter> letters = letters(1, 2);
        try (DeadLetterTopic topic = letters(LONG)) {
            assertThatThrownBy(() -> topic.write(letters)).isInstanceOf(TimeoutException.class);
            assertThat(offsets(producers.get(0))).containsExactly("1");

            topic.write(letters);

            assertThat(producers).hasSize(1);
            assertThat(offsets(producers.get(0))).containsExactly("1", "2");
        }
    }

    @Test
    void sendsTheLettersOfAnotherBatchThoughTheFormerAreUnderway() {
        acknowledging = false;
        try (DeadLetterTopic topic = letters(SHORT)) {
            assertThatThrownBy(() -> topic.write(letters(1))).isInstanceOf(TimeoutException.class);
            List<DeadLetter> others = letters(2);
            assertThatThrownBy(() -> topic.write(others)).isInstanceOf(TimeoutException.class);
            while (producers.get(0).completeNext()) {}

            topic.write(others);

            assertThat(offsets(producers.get(0))).containsExactly("1", "2");
        }
    }

    @Test
    void writesAllAgainWithAnotherProducerAfterAFailure() {
        acknowledging = false;
        List<DeadLetter> letters = letters(1, 2);
        try (DeadLetterTopic topic = letters(SHORT)) {
            assertThatThrownBy(() -> topic.write(letters)).isInstanceOf(TimeoutException.class);
            producers.get(0).completeNext();
            producers.get(0).errorNext(new TimeoutException("given up"));
            assertThatThrownBy(() -> topic.write(letters)).hasMessage("given up");
            acknowledging = true;

            topic.write(letters);

            assertThat(producers).hasSize(2);
            assertThat(producers.get(0).closed()).isTrue();
            assertThat(offsets(producers.get(1))).containsExactly("1", "2");
        }
    }

    @Test
    void sendsNothingAfterASendThatFailsAtOnce() {
        List<DeadLetter> letters = letters(1, 2, 3);
        try (DeadLetterTopic topic = letters(LONG)) {
            topic.write(letters(0));
            producers.get(0).sendException = new TimeoutException("no metadata");

            assertThatThrownBy(() -> topic.write(letters)).hasMessage("no metadata");

            assertThat(offsets(producers.get(0))).containsExactly("0");
        }
    }

    /** Creating the topic sends at most four requests; a send may wait once after the patience has ended. */
    @Test
    void leavesTheLoopTimeToPoll() {
        long maximum = millis(ClientDefaults.CONSUMER, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
        long creation = 4 * ClientDefaults.ADMIN_TIMEOUT.toMillis();
        long sending = ClientDefaults.DEAD_LETTER_PATIENCE.toMillis()
                + millis(ClientDefaults.PRODUCER, ProducerConfig.MAX_BLOCK_MS_CONFIG);

        assertThat(Math.max(creation, sending)).isLessThan(maximum * 2 / 3);
    }

    private static long millis(Map<String, Object> defaults, String name) {
        return Long.parseLong(String.valueOf(defaults.get(name)));
    }

    private static List<DeadLetter> letters(long... offsets) {
        return LongStream.of(offsets)
                .mapToObj(offset -> new DeadLetter(
                        new ConsumerRecord<>("categoryChanged", 0, offset, new byte[0], new byte[0]), "reason", ""))
                .toList();
    }

    private static List<String> offsets(MockProducer<byte[], byte[]> producer) {
        return producer.history().stream().map(DeadLetterTopicTest::offset).toList();
    }

    private static String offset(ProducerRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader(DeadLetterHeader.OFFSET).value(), UTF_8);
    }

    private DeadLetterTopic letters(Duration patience) {
        ConsumeSettings settings = new ConsumeSettings(
                new TopicName("categoryChanged"),
                "CGR-lecture-categoryChanged",
                "127.0.0.1:1",
                Map.of(),
                10,
                1,
                (short) -1,
                new BackoffSettings(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)));
        return new DeadLetterTopic(settings, new Clients(), patience, () -> nanos);
    }

    /** Brokers in memory that have the dead letter topic. */
    private final class Clients implements KafkaClients {

        @Override
        public Consumer<byte[], byte[]> consumer(int records) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SizeCheck sizes(int records) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Producer<byte[], byte[]> producer() {
            MockProducer<byte[], byte[]> producer =
                    new MockProducer<>(acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                        @Override
                        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
                            nanos += nanosPerSend;
                            return super.send(record);
                        }
                    };
            producers.add(producer);
            return producer;
        }

        @Override
        public Admin admin() {
            return (Admin) Proxy.newProxyInstance(
                    Admin.class.getClassLoader(),
                    new Class<?>[] {Admin.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "describeTopics" -> new Described();
                        case "close" -> null;
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }
    }

    private static final class Described extends DescribeTopicsResult {

        private static final String TOPIC = "categoryChanged.DLT";

        Described() {
            super(null, Map.of(TOPIC, KafkaFuture.completedFuture(new TopicDescription(TOPIC, false, List.of()))));
        }
    }
}
