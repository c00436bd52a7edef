package com.everyoneslecture.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.outbox.event.RecordHeader;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordTextTest {

    private final ConsumerRecord<byte[], byte[]> record =
            new ConsumerRecord<>("topic", 0, 1, "key".getBytes(UTF_8), new byte[0]);

    @Test
    void keepsTheHeadersOfTheEventAndOfTheDeadLetterWhateverIsBetween() {
        record.headers().add(RecordHeader.ID, "id".getBytes(UTF_8));
        for (int number = 0; number < 1_000; number++) {
            record.headers().add("other-" + number, new byte[10_000]);
        }
        record.headers().add(DeadLetterHeader.REASON, "too-large".getBytes(UTF_8));

        Map<String, String> headers = RecordText.headers(record);

        assertThat(headers)
                .hasSize(100)
                .containsEntry(RecordHeader.ID, "id")
                .containsEntry(DeadLetterHeader.REASON, "too-large");
        assertThat(headers.values()).allMatch(text -> text.length() <= 4_096);
    }

    @Test
    void showsTheLaterOfTwoHeadersOfOneName() {
        record.headers().add("name", "first".getBytes(UTF_8)).add("name", "최종".getBytes(UTF_8));

        assertThat(RecordText.headers(record)).containsExactly(Map.entry("name", "최종"));
    }
}
