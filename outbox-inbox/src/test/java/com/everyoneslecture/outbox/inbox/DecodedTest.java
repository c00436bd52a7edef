package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DecodedTest {

    private static final Projection<String> TEXT = new Projection<>() {
        @Override
        public String decode(ConsumerRecord<byte[], byte[]> record) {
            return new String(record.value(), UTF_8);
        }

        @Override
        public ProjectionResult apply(Connection connection, List<String> events) {
            return ProjectionResult.NOTHING;
        }
    };

    @Test
    void keepsEventsAndRecordsTogetherWhateverAProjectionDoesWithItsList() {
        Decoded<String> decoded = Decoded.of(polled("c", "a", "b"), TEXT);

        assertThatThrownBy(() -> decoded.events().sort(Comparator.naturalOrder()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> decoded.events().subList(0, 2).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(decoded.events()).containsExactly("c", "a", "b");
        assertThat(decoded.records().stream().map(record -> new String(record.value(), UTF_8)))
                .containsExactlyElementsOf(decoded.events());
    }

    @Test
    void makesARecordADeadLetterForWhichTheDecoderThrowsAnError() {
        Decoded<String> decoded = Decoded.of(polled("a", "error", "b"), failingWith(new StackOverflowError()));

        assertThat(decoded.events()).containsExactly("a", "b");
        assertThat(decoded.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Projection.DECODER_FAILED));
    }

    @Test
    void passesAnErrorOnThatOnlyARestartMends() {
        assertThatThrownBy(() -> Decoded.of(polled("error"), failingWith(new OutOfMemoryError())))
                .isInstanceOf(OutOfMemoryError.class);
    }

    private static Projection<String> failingWith(Error error) {
        return new Projection<>() {
            @Override
            public String decode(ConsumerRecord<byte[], byte[]> record) {
                String value = new String(record.value(), UTF_8);
                if (value.equals("error")) {
                    throw error;
                }
                return value;
            }

            @Override
            public ProjectionResult apply(Connection connection, List<String> events) {
                return ProjectionResult.NOTHING;
            }
        };
    }

    private static ConsumerRecords<byte[], byte[]> polled(String... values) {
        List<ConsumerRecord<byte[], byte[]>> records = Stream.of(values)
                .map(value -> new ConsumerRecord<>("topic", 0, 0, new byte[0], value.getBytes(UTF_8)))
                .toList();
        return new ConsumerRecords<>(Map.of(new TopicPartition("topic", 0), records), Map.of());
    }
}
